import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import { expect, test } from 'vitest'
import { readCard } from '@/core/card'
import { programsIn } from '../packing/engine'
import { aliases, LEFT_OUT } from '../packing'

const ENGINE = new URL('../node_modules/@getodk/xforms-engine/dist/index.js', import.meta.url)
const HOUSE = 'https://vigie.example'
const KEY = `age1${'q'.repeat(58)}`
const HYBRID = `age1pq1${'q'.repeat(1_900)}`

test('the engine’s two programs are found whole', () => {
  const [grammar, parser, ...more] = programsIn(readFileSync(ENGINE, 'utf8'))
  for (const program of [grammar!, parser!]) expect([...program.subarray(0, 8)]).toEqual([0, 97, 115, 109, 1, 0, 0, 0])
  expect(more).toEqual([])
})

test('the whole corpus runs without what is left out of the phone', async () => {
  expect(aliases.filter(({ replacement }) => replacement.endsWith('left-out.ts'))).toHaveLength(LEFT_OUT.length)
  const locked = new Encrypter()
  locked.setPassphrase('quatre mots')
  await expect(locked.encrypt(new Uint8Array(1))).rejects.toThrow('without scrypt')
})

test('a card cannot ask for a key of which the phone knows nothing', async () => {
  const card = (key: string) => {
    const told = { general: { server_url: `${HOUSE}/k/JETON` }, vigie: { v: 1, slug: 'lisiere', key, intake: KEY, world: 'real' } }
    return deflateSync(JSON.stringify(told)).toString('base64')
  }
  expect((await readCard(card(KEY), HOUSE)).key).toBe(KEY)
  await expect(readCard(card(HYBRID), HOUSE)).rejects.toMatchObject({ code: 'unreadable' })
})
