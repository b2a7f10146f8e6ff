/**
 * The cards this phone holds: one for the real world (or the invented one of a demonstration), one for practice. Each has its own database, its own vault, its own outbox.
 */
import { shallowReactive } from 'vue'
import type { Card, World } from '../core/card'
import { forms, keyChanged, refresh, settings, type Refreshed } from '../core/house'
import { count } from '../core/outbox'
import { keep, recall, used, useWorld } from '../core/store'
import { exists, lock } from '../core/vault'
import type { Offered } from '../routes'
import { app } from '../state'
import { readPreferences } from './preferences'
import { lookAtOutbox } from './sending'

type Side = 'real' | 'practice'

interface Held {
  card: Card
  usedAt: number
  waiting: number
}

/** What was found on the phone. */
export const held = shallowReactive<Partial<Record<Side, Held>>>({})

const sideOf = (world: World): Side => (world === 'practice' ? 'practice' : 'real')

/** Look for the cards; returns the one used last. */
export async function findCards(): Promise<Card | undefined> {
  for (const side of ['practice', 'real'] as const) {
    if (side === 'practice' && !(await used(side))) continue
    await useWorld(side)
    const [card, usedAt, waiting] = await Promise.all([recall<Card>('card'), recall<number>('used_at'), count()])
    if (card) held[side] = { card, usedAt: usedAt ?? 0, waiting }
  }
  return Object.values(held).sort((a, b) => b.usedAt - a.usedAt)[0]?.card
}

/** Return the card of the other world, and what waits there. */
export function otherSide(): Held | undefined {
  if (!app.card) return undefined
  return held[sideOf(app.card.world) === 'real' ? 'practice' : 'real']
}

/** Return the card this one would take the place of. */
export function replacedBy(card: Card): Card | undefined {
  return held[sideOf(card.world)]?.card
}

/** Say whether two cards are the same paper. */
export function sameCard(a: Card, b: Card): boolean {
  return a.house === b.house && a.key === b.key && a.intake === b.intake && a.world === b.world
}

/** What is of one world and must not be seen in the other while that one is read. */
const NOTHING_YET = { open: false, revoked: false, otherKeys: false, settings: null, forms: [], waiting: 0, waitingBytes: 0, sentToday: 0, lastSent: null, sending: null, drafts: [], begun: [] }

/** Go into the world of a card. */
export async function enter(card: Card): Promise<void> {
  await lock()
  await useWorld(card.world)
  const [waiting, vault] = await Promise.all([count(), exists(), readPreferences()])
  held[sideOf(card.world)] = { card, usedAt: Date.now(), waiting }
  Object.assign(app, { card, vault, ...NOTHING_YET })
  void lookAround(card)
}

/** Read the forms and what waits: many bytes, that the lock does not need to be shown. */
async function lookAround(card: Card): Promise<void> {
  await keep('used_at', Date.now()).catch(() => undefined)
  await lookAtHouse(card).catch(() => undefined)
  if (app.card === card) await lookAtOutbox().catch(() => undefined)
}

/** Keep a card and go into its world. What waits there stays, and is sent with the new card. */
export async function adopt({ card, text }: Offered): Promise<void> {
  await useWorld(card.world)
  await keep('card', card)
  await keep('card_text', text)
  await enter(card)
}

/** Return what the square code of the card said, to carry it into an installed app that shares nothing with the browser. */
export function cardText(): Promise<string | undefined> {
  return recall<string>('card_text')
}

async function lookAtHouse(card: Card): Promise<void> {
  const [told, kept] = await Promise.all([settings(), forms()])
  if (app.card !== card) return
  app.settings = told ?? null
  app.forms = kept
  app.otherKeys = Boolean(app.card && app.settings && keyChanged(app.card, app.settings))
}

/** Ask the house for what changed. */
export async function askHouse(): Promise<Refreshed> {
  const card = app.card
  if (!card) return 'later'
  const answer = await refresh(card)
  if (app.card !== card) return 'later'
  if (answer !== 'later') app.revoked = answer === 'revoked'
  await lookAtHouse(card)
  return answer
}
