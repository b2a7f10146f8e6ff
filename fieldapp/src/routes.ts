/** Which screen is shown. There are no addresses: nothing of what one does here goes into the browser's history. */
import { shallowRef } from 'vue'
import type { Begun } from './core/begun'

export type Screen =
  | { name: 'welcome' }
  | { name: 'lock' }
  | { name: 'home' }
  | { name: 'outbox' }
  | { name: 'settings' }
  | { name: 'numbers' }
  | { name: 'control' }
  | { name: 'fill'; form: string; draft?: string }
  | { name: 'testimony'; form: string; begun?: Begun }

export const screen = shallowRef<Screen>({ name: 'welcome' })

/** Show a screen. */
export function show(next: Screen): void {
  screen.value = next
  scrollTo(0, 0)
}
