/**
 * Locking, by hand or by itself: ten minutes without a touch, five minutes out of sight. On the clock of the wall: a phone that slept counts its sleep.
 *
 * A screen that fills a form says here how it saves, so that nothing typed is lost to the lock.
 */
import { lock } from '../core/vault'
import { screen, show } from '../routes'
import { app } from '../state'

export const IDLE_MS = 10 * 60_000
export const HIDDEN_MS = 5 * 60_000
const LOOK_MS = 15_000
/** A save that hangs does not keep the vault open. */
const LONGEST_SAVE = 4_000

type Save = () => Promise<unknown>

const saves = new Set<Save>()
/** What goes on without a touch, a recording above all: while there is one, nobody is away. */
const running = new Set<symbol>()
let touched = Date.now()
let hidden: number | null = null
let locking: Promise<void> | null = null
let afterLock: () => void = () => undefined

/**
 * Have something done before the vault closes, and each time the app goes out of sight.
 *
 * @returns a function that takes it back: call it when the screen goes.
 */
export function beforeLock(save: Save): () => void {
  saves.add(save)
  return () => void saves.delete(save)
}

/**
 * Say that someone is here without touching the phone: they speak, and it records. Out of sight it locks all the same.
 *
 * @returns a function that says it is over; the minutes count from then on.
 */
export function someoneIsHere(): () => void {
  const one = Symbol('running')
  running.add(one)
  return () => {
    if (running.delete(one)) touched = Date.now()
  }
}

/** Save what is on the screen, close the vault, show the lock. `wordsOnly`: a finger does not open it again before the words did. */
export function lockNow({ wordsOnly = false, stay = false } = {}): Promise<void> {
  locking ??= closeAll(wordsOnly, stay).finally(() => (locking = null))
  return locking
}

async function closeAll(wordsOnly: boolean, stay: boolean): Promise<void> {
  if (app.open) await saveAll()
  await lock(wordsOnly)
  app.open = false
  app.drafts = []
  app.begun = []
  app.told = ''
  if (!stay) show({ name: 'lock' })
  afterLock()
}

async function saveAll(): Promise<void> {
  const all = Promise.allSettled([...saves].map((save) => save()))
  await Promise.race([all, new Promise((go) => setTimeout(go, LONGEST_SAVE))])
}

/** Say whether it is time to lock. */
export function due(now: number): boolean {
  const away = running.size === 0 && now - touched >= IDLE_MS
  return away || (hidden !== null && now - hidden >= HIDDEN_MS)
}

function look(): void {
  if (app.open && due(Date.now())) void lockNow()
}

function seen(): void {
  look()
  hidden = null
  touched = Date.now()
}

function left(): void {
  hidden ??= Date.now()
  if (app.open) void saveAll()
}

function touch(): void {
  look()
  touched = Date.now()
}

/** Start watching; `locked` is called each time the vault closed. */
export function watchIdle(locked: () => void): void {
  afterLock = locked
  for (const event of ['pointerdown', 'keydown'] as const) addEventListener(event, touch, { passive: true, capture: true })
  document.addEventListener('visibilitychange', () => (document.hidden ? left() : seen()))
  addEventListener('pagehide', left)
  setInterval(look, LOOK_MS)
}

/** Leave a screen that is not part of filling, for the one that comes next. */
export function leave(): void {
  if (!app.card) show({ name: 'welcome' })
  else if (!app.vault) show({ name: 'vault' })
  else show({ name: app.open ? 'home' : 'lock' })
}

/** Say whether something is being written now. */
export function filling(): boolean {
  return screen.value.name === 'fill' || screen.value.name === 'testimony'
}
