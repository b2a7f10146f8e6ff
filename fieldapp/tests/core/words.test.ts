import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { beginning, draw, WORDS } from '@/core/words'
import { tidyWords } from '@/core/vault'

test('the list is the house’s, each word once, each as it is stretched', () => {
  const lines = readFileSync(new URL('../../../src/vigie/kernel/data/words_fr.txt', import.meta.url), 'utf8').split('\n').filter(Boolean)
  expect(WORDS).toEqual(lines)
  expect(new Set(WORDS).size).toBe(WORDS.length)
  expect(WORDS.filter((word) => tidyWords(word) !== word)).toEqual([])
  expect(Math.log2(WORDS.length ** 4)).toBeGreaterThan(45)
})

test('four are drawn, all of the list, each as often', () => {
  expect(draw()).toHaveLength(4)
  const drawn = 200_000
  const seen = new Map<string, number>()
  for (const word of draw(drawn)) seen.set(word, (seen.get(word) ?? 0) + 1)
  expect([...seen.keys()].filter((word) => !WORDS.includes(word))).toEqual([])
  const mean = drawn / WORDS.length
  const square = WORDS.reduce((sum, word) => sum + ((seen.get(word) ?? 0) - mean) ** 2 / mean, 0)
  // chi square with n-1 degrees: mean n-1, deviation √2(n-1); six deviations are one chance in a billion
  expect(Math.abs(square - (WORDS.length - 1))).toBeLessThan(6 * Math.sqrt(2 * (WORDS.length - 1)))
})

test('values that would favour the first words are drawn again', ({ onTestFinished }) => {
  const values = [2 ** 32 - 1, WORDS.length + 1]
  const native = crypto.getRandomValues.bind(crypto)
  crypto.getRandomValues = <T extends ArrayBufferView | null>(into: T): T => {
    ;(into as unknown as Uint32Array)[0] = values.shift() ?? 0
    return into
  }
  onTestFinished(() => {
    crypto.getRandomValues = native
  })
  expect(draw(1)).toEqual([WORDS[1]])
})

test('what one types is completed from its beginning only', () => {
  expect(beginning('')).toEqual([])
  expect(beginning(' MAR ').every((word) => word.startsWith('mar'))).toBe(true)
  expect(beginning('a', 3)).toHaveLength(3)
  expect(beginning('zzzz')).toEqual([])
})
