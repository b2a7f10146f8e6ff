/** What every screen may look at: the card, the settings, what waits, whether there is a network. No words of anybody. */
import { reactive } from 'vue'
import type { Card } from './core/card'
import type { KeptForm, Settings } from './core/house'
import type { Progress, Sent } from './core/sender'

export const app = reactive({
  card: null as Card | null,
  settings: null as Settings | null,
  forms: [] as KeptForm[],
  open: false,
  online: navigator.onLine,
  waiting: 0,
  sentToday: 0,
  sending: null as Progress | null,
  lastSent: null as Sent | null,
})
