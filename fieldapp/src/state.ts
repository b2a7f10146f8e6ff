/** What every screen may look at: the card, the settings, what waits, whether there is a network. No words of anybody. */
import { shallowReactive } from 'vue'
import type { Begun } from './core/begun'
import type { Card } from './core/card'
import type { DraftCard } from './core/drafts'
import type { KeptForm, Settings } from './core/house'
import type { Progress, Sent } from './core/sender'

/** Rows are replaced, never changed in place: what comes out of the database can go back into it. */
export const app = shallowReactive({
  card: null as Card | null,
  settings: null as Settings | null,
  forms: [] as readonly KeptForm[],
  open: false,
  /** Whether this phone has a vault, open or not. */
  vault: false,
  online: navigator.onLine,
  waiting: 0,
  waitingBytes: 0,
  sentToday: 0,
  sending: null as Progress | null,
  lastSent: null as Sent | null,
  /** The house said that the card was taken back. */
  revoked: false,
  /** The house now announces other keys than the card's. */
  otherKeys: false,
  /** Read when the vault opens, forgotten when it closes. */
  drafts: [] as readonly DraftCard[],
  begun: [] as readonly Begun[],
  /** One sentence for the next screen: what just happened. */
  told: '',
})
