/** When what waits is sent: on starting, on unlocking, after sealing, when the network comes back, and every half minute. */
import { listed } from '../core/outbox'
import { send, sentToday } from '../core/sender'
import { app } from '../state'

export const EVERY_MS = 30_000

let running: Promise<void> | null = null
let asked: 'no' | 'yes' | 'forced' = 'no'

/** Look at what waits. */
export async function lookAtOutbox(): Promise<void> {
  const rows = await listed()
  app.waiting = rows.length
  app.waitingBytes = rows.reduce((sum, row) => sum + row.size - row.offset, 0)
  app.sentToday = await sentToday()
}

/** Send what may go; asked while it sends, it goes round once more. `force`: also what waits for its next try. */
export function sendNow(force = false): Promise<void> {
  if (asked !== 'forced') asked = force ? 'forced' : 'yes'
  running ??= rounds().finally(() => (running = null))
  return running
}

async function rounds(): Promise<void> {
  while (asked !== 'no') {
    const force = asked === 'forced'
    asked = 'no'
    await oneRound(force).catch(() => undefined)
    app.sending = null
  }
}

async function oneRound(force: boolean): Promise<void> {
  await lookAtOutbox()
  const card = app.card
  if (!card || !app.waiting || !navigator.onLine) return
  const sent = await send(card, force, (progress) => (app.sending = progress))
  if (app.card !== card) return
  await lookAtOutbox()
  if (sent.state !== 'idle' || !app.waiting) app.lastSent = sent
  if (sent.state === 'stopped') app.revoked = true
  if (sent.state === 'sent') app.revoked = false
}

/** Why what waits does not leave. */
export type Why = '' | 'offline' | 'revoked' | 'room' | 'keys' | 'large' | 'house' | 'unreached'

/** Return why what waits does not leave; nothing when nothing is in the way. */
export function whyNot(): Why {
  if (!app.waiting) return ''
  if (!app.online) return 'offline'
  if (app.revoked) return 'revoked'
  const last = app.lastSent
  if (last?.state === 'offline') return 'unreached'
  if (last?.state !== 'refused') return ''
  return ({ '507': 'room', '503': 'keys', '413': 'large' } as const)[last.code] ?? 'house'
}
