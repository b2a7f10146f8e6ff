/** Which screen is shown. There are no addresses: nothing of what one does here goes into the browser's history. */
import { shallowRef } from 'vue'
import type { Begun } from './core/begun'
import type { BadCard, Card } from './core/card'

/** A card that was just read. `text` is what its square code said. */
export interface Offered {
  card: Card
  text: string
}

export type Trouble = BadCard['code'] | 'storage'

export type Screen =
  | { name: 'welcome'; trouble?: Trouble }
  | { name: 'card'; offered: Offered }
  | { name: 'install' }
  | { name: 'vault' }
  | { name: 'lock'; trouble?: Trouble; newCard?: string }
  | { name: 'home' }
  | { name: 'outbox' }
  | { name: 'settings' }
  | { name: 'numbers' }
  | { name: 'control' }
  | { name: 'empty' }
  | { name: 'fill'; form: string; draft?: string }
  | { name: 'testimony'; form: string; begun?: Begun }

export const screen = shallowRef<Screen>({ name: 'welcome' })

/** Show a screen. */
export function show(next: Screen): void {
  screen.value = next
  scrollTo(0, 0)
}
