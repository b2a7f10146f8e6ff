/** The screens say the same thing in six languages. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Texts = Record<string, string>

const folders = ['shell', 'form'].map((name) => new URL(`../../src/${name}/messages/`, import.meta.url))
const read = (folder: URL, name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Texts
const named = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe.each(folders)('%s', (folder) => {
  const french = read(folder, 'fr.json')
  const needed = Object.keys(french).filter((key) => !key.endsWith('_one'))

  it.each(readdirSync(folder))('%s says all of it and nothing else, with the same blanks', (name) => {
    const texts = read(folder, name)
    expect(needed.filter((key) => !texts[key])).toEqual([])
    expect(Object.keys(texts).filter((key) => !(key in french))).toEqual([])
    expect(Object.keys(texts).filter((key) => `${named(texts[key]!)}` !== `${named(french[key]!)}`)).toEqual([])
  })
})

it('keeps French punctuation with its word', () => {
  const loose = Object.values(read(folders[0]!, 'fr.json')).filter((sentence) => / [?!:;»]|« /.test(sentence))
  expect(loose).toEqual([])
})
