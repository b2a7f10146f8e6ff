/**
 * The cards this phone holds: one for the real world (or the invented one of a demonstration), one for practice. Each has its own database, its own vault, its own outbox.
 */
import { shallowReactive } from 'vue'
import type { Card, World } from '../core/card'
import { forms, keyChanged, refresh, settings, type Refreshed } from '../core/house'
import { count } from '../core/outbox'
import { keep, recall, useWorld } from '../core/store'
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
    await useWorld(side)
    const card = await recall<Card>('card')
    if (card) held[side] = { card, usedAt: (await recall<number>('used_at')) ?? 0, waiting: await count() }
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

/** Go into the world of a card. */
export async function enter(card: Card): Promise<void> {
  await lock()
  await useWorld(card.world)
  await keep('used_at', Date.now())
  held[sideOf(card.world)] = { card, usedAt: Date.now(), waiting: await count() }
  Object.assign(app, { card, open: false, revoked: false, lastSent: null, sending: null, drafts: [], begun: [], vault: await exists() })
  await readPreferences()
  await lookAtHouse()
  await lookAtOutbox()
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

async function lookAtHouse(): Promise<void> {
  app.settings = (await settings()) ?? null
  app.forms = await forms()
  app.otherKeys = Boolean(app.card && app.settings && keyChanged(app.card, app.settings))
}

/** Ask the house for what changed. */
export async function askHouse(): Promise<Refreshed> {
  const card = app.card
  if (!card) return 'later'
  const answer = await refresh(card)
  if (app.card !== card) return 'later'
  if (answer !== 'later') app.revoked = answer === 'revoked'
  await lookAtHouse()
  return answer
}
