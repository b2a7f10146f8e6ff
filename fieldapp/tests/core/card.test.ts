import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { BadCard, readCard } from '@/core/card'

const HOUSE = 'https://vigie.example'
const KEY = `age1${'q'.repeat(58)}`
const GOOD = {
  general: { server_url: `${HOUSE}/k/JETON_a-1` },
  project: { name: 'Lisière' },
  admin: {},
  vigie: { v: 1, slug: 'lisiere', key: KEY, intake: KEY.replace('qq', 'pp'), world: 'real' },
}

const packed = (told: unknown) => deflateSync(typeof told === 'string' ? told : JSON.stringify(told)).toString('base64')

async function refusal(text: string): Promise<string> {
  const error: unknown = await readCard(text, HOUSE).then(
    () => null,
    (why: unknown) => why,
  )
  expect(error).toBeInstanceOf(BadCard)
  return (error as BadCard).code
}

test('reads a card, in either alphabet of base64, with blanks around', async () => {
  const card = { house: '/k/JETON_a-1', slug: 'lisiere', organisation: 'Lisière', key: KEY, intake: GOOD.vigie.intake, world: 'real' }
  expect(await readCard(packed(GOOD), HOUSE)).toEqual(card)
  expect(await readCard(`\n ${packed(GOOD).replace(/\+/g, '-').replace(/\//g, '_')} `, HOUSE)).toEqual(card)
})

test('reads the practice card, a slash too many, and a house without a name', async () => {
  const told = { ...GOOD, project: null, general: { server_url: `${HOUSE}/exercice/k/JETON/` }, vigie: { ...GOOD.vigie, world: 'practice' } }
  expect(await readCard(packed(told), HOUSE)).toMatchObject({ house: '/exercice/k/JETON', organisation: 'lisiere', world: 'practice' })
})

describe('refuses', () => {
  test('a card of another house, by its name, its port or its scheme', async () => {
    for (const house of ['https://autre.example/k/J', `${HOUSE}:8443/k/J`, 'http://vigie.example/k/J', 'https://vigie.example.autre.example/k/J'])
      expect(await refusal(packed({ ...GOOD, general: { server_url: house } }))).toBe('other_house')
  })

  test('a card from before keys were written on cards', async () => {
    const { vigie: _, ...old } = GOOD
    expect(await refusal(packed(old))).toBe('old')
  })

  test('a card cut anywhere', async () => {
    const whole = packed(GOOD)
    for (let length = 0; length < whole.length - 4; length += 3) expect(await refusal(whole.slice(0, length))).toBe('unreadable')
  })

  test('an address that would leave the house, or is not the one of a phone', async () => {
    for (const path of ['//autre.example/k/J', '/k/', '/k/a/b', '/', '/compte/login', '/k/J%2F..', '/exercice/exercice/k/J'])
      expect(await refusal(packed({ ...GOOD, general: { server_url: HOUSE + path } }))).toBe('unreadable')
  })

  test.each([
    ['nothing', ''],
    ['other text', 'https://vigie.example/carnet/'],
    ['bytes that do not inflate', btoa('pas une carte du tout')],
    ['not JSON', packed('{')],
    ['null', packed(null)],
    ['a number', packed(5)],
    ['a list', packed([GOOD])],
    ['no address', packed({ ...GOOD, general: {} })],
    ['an address that is a list', packed({ ...GOOD, general: { server_url: [HOUSE] } })],
    ['an address that is none', packed({ ...GOOD, general: { server_url: 'k/JETON' } })],
    ['a key that is no age recipient', packed({ ...GOOD, vigie: { ...GOOD.vigie, key: 'AGE-SECRET-KEY-1' } })],
    ['a key with one letter more', packed({ ...GOOD, vigie: { ...GOOD.vigie, key: `${KEY}q` } })],
    ['no intake key', packed({ ...GOOD, vigie: { ...GOOD.vigie, intake: undefined } })],
    ['a world that is none', packed({ ...GOOD, vigie: { ...GOOD.vigie, world: '__proto__' } })],
    ['a slug that is none', packed({ ...GOOD, vigie: { ...GOOD.vigie, slug: { toString: 'x' } } })],
    ['bytes that are not UTF-8', deflateSync(Buffer.from([0xff, 0xfe, 0x7b])).toString('base64')],
  ])('%s', async (_name, text) => {
    expect(await refusal(text)).toBe('unreadable')
  })

  test('a card that swells to fill the memory', async () => {
    expect(await refusal(packed(JSON.stringify({ ...GOOD, more: ' '.repeat(50_000_000) })))).toBe('unreadable')
  })
})

test('a key named __proto__ changes nothing', async () => {
  await readCard(packed(JSON.stringify(GOOD).replace('"admin":{}', '"__proto__":{"polluted":1}')), HOUSE)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})
