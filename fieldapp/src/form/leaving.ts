/** Ways out of a form. */
import { count } from '../core/outbox'
import { lock } from '../core/vault'
import { show } from '../routes'
import { app } from '../state'

/** Lock the phone now; only the words open it again: a finger can be forced. */
export async function lockNow(): Promise<void> {
  await lock(true)
  app.open = false
  show({ name: 'lock' })
}

/** Go home, and say there how much waits. */
export async function goHome(): Promise<void> {
  app.waiting = await count().catch(() => app.waiting)
  show({ name: 'home' })
}
