/** The way home from a form. */
import { count } from '../core/outbox'
import { show } from '../routes'
import { app } from '../state'

/** Go home, and say there how much waits. */
export async function goHome(): Promise<void> {
  app.waiting = await count().catch(() => app.waiting)
  show({ name: 'home' })
}
