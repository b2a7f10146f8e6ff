import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { form, forms, keyChanged, refresh, settings, type Settings } from '@/core/house'
import { cardOf } from '../support/keys'

const FORM = { id: 'expulsion', version: '1', hash: 'md5:1', kind: 'observation', draft: true, titles: { fr: 'Expulsion' }, languages: [], url: '/k/JETON/forms/1' } as const
const keys = await cardOf()
let server: Server
let answers: Record<string, { status?: number; body: string }>
let asked: string[]
const native = { fetch: globalThis.fetch, location: globalThis.location }

function told(...listed: object[]): string {
  const { key, intake } = keys.card
  return JSON.stringify({ v: 1, world: 'real', organisation: { name: 'Lisière', slug: 'lisiere' }, key, intake, expires_at: '', numbers: [], slip_url: '', forms: listed })
}

beforeEach(async () => {
  asked = []
  answers = { '/k/JETON/carnet': { body: told({ ...FORM, media: [{ name: 'plan.png', hash: 'md5:9', url: '/k/JETON/media/9' }] }) }, '/k/JETON/forms/1': { body: '<un/>' }, '/k/JETON/media/9': { body: 'image' } }
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { status = 200, body } = answers[request.url ?? ''] ?? { status: 404, body: '' }
    response.writeHead(status).end(body)
  })
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  globalThis.location = { ...native.location, origin } as Location
  globalThis.fetch = (url, init) => native.fetch(new URL(String(url), origin), init)
})

afterEach(async () => {
  Object.assign(globalThis, native)
  server.closeAllConnections()
  await new Promise((go) => server.close(go))
})

const card = { ...keys.card, house: '/k/JETON' }

test('forms and their files come, and are asked for again only when they changed', async () => {
  expect(await refresh(card)).toBe('done')
  const kept = await form('expulsion')
  expect([kept?.xml, await kept?.files[0]?.content.text()]).toEqual(['<un/>', 'image'])
  await refresh(card)
  expect(asked.filter((path) => path !== '/k/JETON/carnet')).toEqual(['/k/JETON/forms/1', '/k/JETON/media/9'])
  answers['/k/JETON/carnet'] = { body: told({ ...FORM, hash: 'md5:2', url: '/k/JETON/forms/2', media: [] }) }
  answers['/k/JETON/forms/2'] = { body: '<deux/>' }
  await refresh(card)
  expect((await form('expulsion'))?.xml).toBe('<deux/>')
})

test.each([
  ['a form that does not come', { '/k/JETON/carnet': { body: told({ ...FORM, hash: 'md5:2', media: [] }) }, '/k/JETON/forms/1': { status: 503, body: '' } }, 'later'],
  ['a house that cannot answer', { '/k/JETON/carnet': { status: 503, body: '' } }, 'later'],
  ['the page of a hotel', { '/k/JETON/carnet': { body: '<html>Wi-Fi</html>' } }, 'later'],
  ['an answer that is no list', { '/k/JETON/carnet': { body: '{"forms": {}}' } }, 'later'],
  ['null', { '/k/JETON/carnet': { body: 'null' } }, 'later'],
  ['a card taken back', { '/k/JETON/carnet': { status: 403, body: '' } }, 'revoked'],
])('what is here stays until the whole of the new is: %s', async (_name, changed, outcome) => {
  await refresh(card)
  Object.assign(answers, changed)
  expect(await refresh(card)).toBe(outcome)
  expect((await forms()).map(({ id, xml }) => [id, xml])).toEqual([['expulsion', '<un/>']])
  expect((await settings())?.organisation.name).toBe('Lisière')
})

test('a form the house took away goes, in the order the house says', async () => {
  const more = ['b', 'a'].map((id) => ({ ...FORM, id, media: [] }))
  answers['/k/JETON/carnet'] = { body: told(...more) }
  await refresh(card)
  expect((await forms()).map(({ id }) => id)).toEqual(['b', 'a'])
  answers['/k/JETON/carnet'] = { body: told(more[1]!) }
  await refresh(card)
  expect((await forms()).map(({ id }) => id)).toEqual(['a'])
})

test('an address of elsewhere in the list is asked of this house', async () => {
  for (const url of ['https://autre.example/k/JETON/forms/1', '//autre.example/k/JETON/forms/1']) {
    answers['/k/JETON/carnet'] = { body: told({ ...FORM, hash: url, url, media: [] }) }
    expect(await refresh(card)).toBe('done')
  }
  answers['/k/JETON/carnet'] = { body: told({ ...FORM, hash: 'x', url: `${location.origin}//autre.example/forms`, media: [] }) }
  expect(await refresh(card)).toBe('later')
  expect(asked.at(-1)).toBe('//autre.example/forms')
})

test('a key that changed is noticed', () => {
  const same = { key: card.key, intake: card.intake } as Settings
  expect(keyChanged(card, same)).toBe(false)
  expect([keyChanged(card, { ...same, key: 'x' }), keyChanged(card, { ...same, intake: 'x' })]).toEqual([true, true])
})
