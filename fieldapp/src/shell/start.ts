/** Starting: read the card if one was just scanned, find what the phone holds, and go on by itself from there. */
import { BadCard, readCard } from '../core/card'
import { exists } from '../core/vault'
import { show, type Trouble } from '../routes'
import { app } from '../state'
import { filling, leave, watchIdle } from './guard'
import { watchInstall, installed, platform } from './install'
import { readPreferences } from './preferences'
import { adopt, askHouse, enter, findCards, replacedBy, sameCard } from './profiles'
import { EVERY_MS, sendNow } from './sending'
import { askLater } from './unlocking'
import { lookForUpdate, takeUpdate, watchWorker } from './worker'

const REFRESH_MS = 6 * 3_600_000
const SOON = 50
const MARK = '#q='

/** Return the text of a card in an address, or the bare text; nothing when there is none. */
export function cardIn(address: string): string {
  const at = address.indexOf(MARK)
  const text = at < 0 ? address : address.slice(at + MARK.length)
  try {
    return decodeURIComponent(text.trim())
  } catch {
    return text.trim()
  }
}

/** Return the text of the card that this page's address brings; nothing when it brings none. */
function cardOfAddress(): string {
  return location.hash.startsWith(MARK) ? cardIn(location.hash) : ''
}

/** Take the card out of the address, and the address out of the history. */
function cleanAddress(): void {
  if (location.hash) history.replaceState(null, '', location.pathname)
}

let started: Promise<void> = Promise.resolve()

/** Start. When it returns, the first screen is known, and the card of the address is kept: a page that is loaded again before that finds it there again. */
export function start(): Promise<void> {
  watchInstall()
  addEventListener('hashchange', () => {
    const text = cardOfAddress()
    void started.then(() => offered(text)).finally(cleanAddress)
  })
  started = firstScreen(cardOfAddress()).finally(cleanAddress)
  return started
}

async function firstScreen(text: string): Promise<void> {
  try {
    const card = await findCards()
    await (card ? enter(card) : readPreferences())
  } catch {
    show({ name: 'welcome', trouble: 'storage' })
    return
  }
  await (text ? offered(text) : next())
  goOn()
}

function goOn(): void {
  watchIdle(() => void takeUpdate())
  addEventListener('online', () => {
    app.online = true
    void askHouse()
    void sendNow(true)
  })
  addEventListener('offline', () => (app.online = false))
  setInterval(() => void sendNow(), EVERY_MS)
  setInterval(() => void askHouse().then(lookForUpdate), REFRESH_MS)
  // after the first screen: what is kept for later would share the line, and the processor, with it
  setTimeout(() => {
    void watchWorker().catch(() => undefined)
    void askHouse().then(() => sendNow())
  }, SOON)
}

/** Somebody shows a card: the first is taken, another one is asked about, a bad one is told. */
export async function offered(text: string): Promise<void> {
  if (!text) return
  try {
    const card = await readCard(cardIn(text), location.origin)
    const mine = replacedBy(card)
    const offer = { card, text: cardIn(text) }
    if (filling()) return askLater(offer)
    if (mine && app.card !== mine) await enter(mine)
    if (!mine) {
      await adopt(offer)
      await next()
      void askHouse()
    } else if (sameCard(mine, card)) await next()
    else if (app.vault && !app.open) {
      askLater(offer)
      show({ name: 'lock', newCard: card.organisation })
    } else show({ name: 'card', offered: offer })
  } catch (error) {
    refuse(error instanceof BadCard ? error.code : 'storage')
  }
}

function refuse(trouble: Trouble): void {
  if (app.card && app.vault && !app.open) show({ name: 'lock', trouble })
  else show({ name: 'welcome', trouble })
}

/** Show what comes next. On an iPhone the installed app shares nothing with the browser: it is installed first. */
export async function next(): Promise<void> {
  app.vault = app.card !== null && (await exists())
  if (app.card && !app.vault && platform() === 'ios' && !installed.value) show({ name: 'install' })
  else leave()
}
