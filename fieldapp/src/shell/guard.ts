/** What a screen wants done before the phone is locked: a draft saved, a page of a testimony sealed. */

const waiting = new Set<() => Promise<void>>()

/**
 * Have something done before each lock.
 *
 * @returns a function that takes it back.
 */
export function beforeLock(fn: () => Promise<void>): () => void {
  waiting.add(fn)
  return () => void waiting.delete(fn)
}

/** Do all of it. One that fails must not keep the phone open. */
export async function runBeforeLock(): Promise<void> {
  await Promise.allSettled([...waiting].map((fn) => fn()))
}
