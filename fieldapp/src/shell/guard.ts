/** Locking: what a screen wants done first, a draft saved or a page of a testimony sealed. */
import { lock } from '../core/vault'
import { show } from '../routes'
import { app } from '../state'

type Save = () => Promise<unknown>

const saves = new Set<Save>()

/**
 * Have something done before the vault closes, and each time the app goes out of sight.
 *
 * @returns a function that takes it back: call it when the screen goes.
 */
export function beforeLock(save: Save): () => void {
  saves.add(save)
  return () => void saves.delete(save)
}

/** Save what is on the screen, close the vault, show the lock. `wordsOnly`: a finger does not open it again before the words did. */
export async function lockNow({ wordsOnly = false } = {}): Promise<void> {
  await Promise.allSettled([...saves].map((save) => save()))
  await lock(wordsOnly)
  app.open = false
  show({ name: 'lock' })
}
