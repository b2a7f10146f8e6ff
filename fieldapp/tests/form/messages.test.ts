import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../src/form/', import.meta.url)
const texts = (code: string) => JSON.parse(readFileSync(new URL(`messages/${code}.json`, folder), 'utf8')) as Record<string, string>
const french = texts('fr')
/** What every language must have; a form of one only where that language has another. */
const needed = (said: Record<string, string>) => Object.keys(said).filter((key) => !key.endsWith('_one'))
const holes = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort()

function sources(at: URL): string[] {
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const url = new URL(entry.isDirectory() ? `${entry.name}/` : entry.name, at)
    return entry.isDirectory() ? sources(url) : /\.(vue|ts)$/.test(entry.name) ? [readFileSync(url, 'utf8')] : []
  })
}

describe.each(['en', 'ar', 'fa', 'ps', 'ti'])('%s', (code) => {
  test('says all that French says, no more', () => expect(needed(texts(code))).toEqual(needed(french)))

  test('says it with the same values', () => {
    for (const [key, sentence] of Object.entries(texts(code))) {
      expect(sentence.trim(), key).not.toBe('')
      expect(holes(sentence), key).toEqual(holes(french[key] ?? ''))
    }
  })
})

test('every field keeps its words out of the browser’s own files', () => {
  for (const source of sources(folder))
    for (const [field] of source.matchAll(/<(?:input|textarea)\b[^]*?(?<!=)>/g)) {
      expect(field).toContain('autocomplete="off"')
      expect(field).toContain('spellcheck="false"')
    }
})

test('no screen puts raw HTML or a style of its own in the page', () => {
  for (const source of sources(folder)) expect(source).not.toMatch(/v-html|\sstyle="/)
})
