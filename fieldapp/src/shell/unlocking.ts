/** What opening the vault brings: what was begun, what is too old to wait, what can leave. */
import { begun } from '../core/begun'
import { list, OLDEST_DRAFT, type DraftCard } from '../core/drafts'
import { t } from '../i18n'
import { show, type Offered } from '../routes'
import { app } from '../state'
import { replacedBy, sameCard } from './profiles'
import { lookAtOutbox, sendNow } from './sending'

let offered: Offered | null = null

/** Have a card asked about once the vault is open: whoever holds a locked phone does not change whom it seals to. */
export function askLater(card: Offered): void {
  offered = card
}

/** The vault is open: say so everywhere, seal what nobody went on with, show what there is to do. */
export async function opened(): Promise<void> {
  app.open = true
  await lookAtDrafts()
  const sealed = await sealTooOld()
  app.told = sealed ? t('home.old_sealed', { n: sealed }) : ''
  const card = offered
  offered = null
  if (card && !isHeld(card)) show({ name: 'card', offered: card })
  else show({ name: 'home' })
  void sendNow(true)
  // the form engine is read while one chooses a sheet
  void import('../form/FillScreen.vue').catch(() => undefined)
}

/** Read again what was begun and not ended. */
export async function lookAtDrafts(): Promise<void> {
  if (!app.open) return
  app.drafts = await list().catch(() => [])
  app.begun = await begun().catch(() => [])
}

async function sealTooOld(): Promise<number> {
  const now = Date.now()
  return sealThese(app.drafts.filter((draft) => now - draft.saved_at > OLDEST_DRAFT))
}

/** Seal drafts as they are; returns how many were. The engine comes only when there is one to seal. */
export async function sealThese(drafts: readonly DraftCard[]): Promise<number> {
  if (!app.card || !drafts.length) return 0
  const { sealDrafts } = await import('../core/observation')
  const done = await sealDrafts(app.card, app.forms, drafts)
  await lookAtDrafts()
  await lookAtOutbox()
  return done.length
}

function isHeld({ card }: Offered): boolean {
  const mine = replacedBy(card)
  return mine !== undefined && sameCard(mine, card)
}
