/** Four words: those of a vault, those of a slip. One list for both and for the house: plain French words without accents. */
import list from '@words?raw'

export const WORDS: readonly string[] = list.split(/\s+/).filter(Boolean)
export const FOUR = 4

/** Draw words at random, evenly. */
export function draw(count: number = FOUR): string[] {
  return Array.from({ length: count }, () => WORDS[evenly(WORDS.length)] ?? '')
}

/** Return the words of the list that begin so: what is offered while one types. */
export function beginning(start: string, most = 6): string[] {
  const sought = start.trim().toLowerCase()
  return sought ? WORDS.filter((word) => word.startsWith(sought)).slice(0, most) : []
}

/** A number below `limit`, every one as likely: the values above the last whole multiple are drawn again. */
function evenly(limit: number): number {
  const top = Math.floor(2 ** 32 / limit) * limit
  for (;;) {
    const [value = top] = crypto.getRandomValues(new Uint32Array(1))
    if (value < top) return value % limit
  }
}
