import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Card } from '@/core/card'
import { count, putIn } from '@/core/outbox'
import { backOff, PATIENCE, PIECE, send, sentToday } from '@/core/sender'
import { store, type Waiting } from '@/core/store'
import { House } from '../support/house'
import { cardOf } from '../support/keys'

let house: House
let card: Card

beforeEach(async () => {
  house = await House.start()
  card = (await cardOf(house.address)).card
})
afterEach(() => house.stop())

/** Put an envelope of random bytes in the outbox. */
async function waiting(id: string, size = 1_000): Promise<Buffer> {
  const file = new Uint8Array(size)
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(file.subarray(at, Math.min(size, at + 65_536)))
  await putIn([{ id, file }], { now: new Date() })
  return Buffer.from(file)
}

const row = async (id: string): Promise<Waiting | undefined> => (await store()).get('outbox', id)

test('a small envelope leaves in one request that says nothing of the phone, and is forgotten', async () => {
  const file = await waiting('a')
  expect(await send(card, false)).toEqual({ state: 'sent', sent: 1, code: '' })
  expect(house.taken.get('a')?.equals(file)).toBe(true)
  expect(await count()).toBe(0)
  expect(house.asked).toHaveLength(1)
  expect(house.asked[0]).toMatchObject({ offset: 0, complete: true })
  const { headers } = house.asked[0]!
  expect(headers['content-type']).toBe('application/octet-stream')
  expect([headers.cookie, headers.referer, headers.authorization]).toEqual([undefined, undefined, undefined])
})

test('a large one leaves by pieces, byte for byte, and says how far it is', async () => {
  const file = await waiting('a', 2 * PIECE + 17)
  const told: number[] = []
  await send(card, false, ({ done, total }) => told.push(done / total))
  expect(house.taken.get('a')?.equals(file)).toBe(true)
  expect(house.asked.map(({ offset, length, complete }) => [offset, length, complete])).toEqual([[0, PIECE, false], [PIECE, PIECE, false], [2 * PIECE, 17, true]])
  expect(told.at(-1)).toBe(1)
  expect([...told].sort()).toEqual(told)
})

test('one of exactly a piece, and one of exactly two', async () => {
  const [one, two] = [await waiting('one', PIECE), await waiting('two', 2 * PIECE)]
  await send(card, false)
  expect([house.taken.get('one')?.equals(one), house.taken.get('two')?.equals(two)]).toEqual([true, true])
})

test('what the house has already is forgotten', async () => {
  await waiting('a')
  house.moods = [202]
  expect(await send(card, false)).toEqual({ state: 'sent', sent: 1, code: '' })
  expect(await count()).toBe(0)
})

test('a connection cut in a body goes on where the house was, and nothing is sent twice', async () => {
  const file = await waiting('a', 2 * PIECE)
  house.moods = [{ cut: 100_000 }]
  expect(await send(card, false)).toEqual({ state: 'offline', sent: 0, code: '' })
  expect(await row('a')).toMatchObject({ offset: 0, tries: 1, refused: '' })
  const had = house.has('a')
  expect(had).toBeGreaterThanOrEqual(100_000)
  expect(await send(card, true)).toEqual({ state: 'sent', sent: 1, code: '' })
  expect(house.taken.get('a')?.equals(file)).toBe(true)
  expect(house.asked.map(({ offset }) => offset)).toEqual([0, had, had + PIECE])
})

test('the offset told is remembered over a restart', async () => {
  await waiting('a', 3 * PIECE)
  house.moods = [{ tell: PIECE, status: 204 }, 503]
  await send(card, false)
  expect(await row('a')).toMatchObject({ offset: PIECE, refused: '503' })
})

test('a house that lost what it had is sent it again from where it says', async () => {
  const file = await waiting('a', 2 * PIECE)
  const db = await store()
  await db.put('outbox', { ...(await row('a'))!, offset: PIECE }, 'a')
  expect((await send(card, false)).state).toBe('sent')
  expect(house.taken.get('a')?.equals(file)).toBe(true)
})

test.each([
  ['an offset past the end', { tell: 9_999_999, status: 409 }],
  ['the same offset again', { tell: 0, status: 409 }],
  ['no offset', 409],
  ['progress of nothing', { tell: 0, status: 204 }],
  ['a page of a hotel', 200],
] as const)('an answer that leads nowhere ends the try and loses nothing: %s', async (_name, mood) => {
  await waiting('a')
  house.moods = [mood]
  expect((await send(card, false)).state).toBe('refused')
  expect(await row('a')).toMatchObject({ tries: 1 })
  expect(house.asked).toHaveLength(1)
})

test('a house that goes to and fro is given up, in the end', async () => {
  await waiting('a')
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    const offset = Number((init?.headers as Record<string, string>)['Upload-Offset'])
    return new Response(null, { status: 409, headers: { 'Upload-Offset': String(offset ? 0 : 1) } })
  })
  expect(await send(card, false)).toMatchObject({ state: 'refused', code: '409' })
  expect(fetched.mock.calls.length).toBe(100)
  expect(await row('a')).toMatchObject({ tries: 1, refused: '409' })
})

describe('a refusal is kept with its reason, and the envelope with it', () => {
  test.each([400, 413, 422])('%i: of this one only; the next is tried', async (status) => {
    await waiting('a')
    await waiting('b')
    house.moods = [status]
    expect(await send(card, false)).toMatchObject({ sent: 1 })
    expect(house.asked).toHaveLength(2)
    expect(await row('a')).toMatchObject({ refused: String(status), tries: 1 })
    expect(await row('b')).toBeUndefined()
  })

  test.each([503, 507])('%i: of all; the others are not tried', async (status) => {
    await waiting('a')
    await waiting('b')
    house.moods = [status]
    expect(await send(card, false)).toEqual({ state: 'refused', sent: 0, code: String(status) })
    expect(house.asked).toHaveLength(1)
    expect(await count()).toBe(2)
  })

  test('403: the card was taken back; the others are not tried', async () => {
    await waiting('a')
    await waiting('b')
    house.moods = [403]
    expect(await send(card, false)).toEqual({ state: 'stopped', sent: 0, code: '403' })
    expect([house.asked.length, await count()]).toEqual([1, 2])
  })
})

test('no network: the first says so, the others are not tried, all wait', async () => {
  await waiting('a')
  await waiting('b')
  await house.stop()
  expect(await send(card, false)).toEqual({ state: 'offline', sent: 0, code: '' })
  expect([(await row('a'))?.tries, (await row('b'))?.tries]).toEqual([1, 0])
  house = await House.start()
})

test('a request that hangs is given up, and what it carried waits', async () => {
  await waiting('a')
  house.moods = ['hang']
  const asked = vi.spyOn(AbortSignal, 'timeout').mockImplementationOnce((patience) => {
    expect(patience).toBe(PATIENCE)
    return AbortSignal.abort(new DOMException('late', 'TimeoutError'))
  })
  expect((await send(card, false)).state).toBe('offline')
  expect(asked).toHaveBeenCalledOnce()
  expect(await count()).toBe(1)
})

test('after a failure one waits, unless asked', async () => {
  await waiting('a')
  house.moods = [503]
  const before = Date.now()
  await send(card, false)
  expect((await row('a'))!.next).toBeGreaterThanOrEqual(before + backOff(0))
  expect(await send(card, false)).toEqual({ state: 'idle', sent: 0, code: '' })
  expect(house.asked).toHaveLength(1)
  expect((await send(card, true)).state).toBe('sent')
})

test('the wait doubles from five seconds to an hour', () => {
  expect([0, 1, 2, 9, 10, 50].map(backOff)).toEqual([5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000])
})

test('two tabs never send at once', async () => {
  for (const id of ['a', 'b', 'c']) await waiting(id, 100_000)
  const results = await Promise.all([send(card, true), send(card, true), send(card, true)])
  expect(results.map(({ state }) => state).sort()).toEqual(['idle', 'idle', 'sent'])
  expect([house.most, house.asked.length]).toEqual([1, 3])
})

test('an envelope replaced, or emptied away, while it is sent does not come back', async () => {
  await waiting('a', 3 * PIECE)
  house.moods = [{ tell: PIECE, status: 204 }, 503]
  const told: number[] = []
  await send(card, false, ({ done }) => {
    told.push(done)
    void putIn([{ id: 'b', file: new Uint8Array(9) }], { now: new Date(), superseded: ['a'] })
  })
  expect(told).toEqual([PIECE])
  expect((await (await store()).getAllKeys('outbox'))).toEqual(['b'])
})

test('what left today is counted, and only counted', async () => {
  await waiting('a')
  await waiting('b')
  await send(card, false)
  expect(await sentToday()).toBe(2)
  await waiting('c')
  await send(card, false)
  expect(await sentToday()).toBe(3)
  const tally = await (await store()).get('meta', 'tally')
  expect(tally).toEqual({ day: new Date().toISOString().slice(0, 10), sent: 3 })
  await (await store()).put('meta', { day: '2020-01-01', sent: 9 }, 'tally')
  expect(await sentToday()).toBe(0)
})

test('nothing waits, nothing is asked', async () => {
  expect(await send(card, true)).toEqual({ state: 'idle', sent: 0, code: '' })
  expect(house.asked).toEqual([])
})

test('fifty leave, through three refusals and a cut', async () => {
  const files = new Map<string, Buffer>()
  for (let rank = 0; rank < 50; rank += 1) files.set(`e${rank}`, await waiting(`e${rank}`, 5_000))
  house.moods = [503, 503, { cut: 100 }, 503]
  for (let turn = 0; turn < 10 && (await count()); turn += 1) await send(card, true)
  expect(await count()).toBe(0)
  expect([...files].filter(([id, file]) => !house.taken.get(id)?.equals(file))).toEqual([])
})
