import { expect, test } from 'vitest'
import { count, listed, putIn, waiting } from '@/core/outbox'
import { store } from '@/core/store'
import { rows } from '../support/tables'

const envelope = (id: string, size = 3) => ({ id, file: new Uint8Array(size) })
const locked = { iv: new Uint8Array(12), bytes: new Uint8Array(1) }

test('what goes in takes the place of the draft with all its pieces, and of no other', async () => {
  const db = await store()
  for (const id of ['d1', 'd10']) {
    await db.put('drafts', locked, id)
    for (const piece of ['file/photo-1.jpg', 'sound/s.webm/000000']) await db.put('pieces', locked, `${id}/${piece}`)
  }
  await putIn([envelope('a')], { now: new Date(), replaced: 'd1' })
  expect((await rows('drafts', 'pieces')).map(({ key }) => key)).toEqual(['d10', 'd10/file/photo-1.jpg', 'd10/sound/s.webm/000000'])
})

test('an envelope takes the place of those it makes useless', async () => {
  await putIn([envelope('a'), envelope('b')], { now: new Date() })
  await putIn([envelope('c')], { now: new Date(), superseded: ['a', 'gone already'] })
  expect((await rows('outbox')).map(({ key }) => key)).toEqual(['b', 'c'])
})

test('the list is the oldest first, and holds sizes, not bytes', async () => {
  await putIn([envelope('a', 10)], { now: new Date('2026-11-27T10:00:00Z') })
  await putIn([envelope('b', 20)], { now: new Date('2026-11-26T10:00:00Z') })
  expect((await listed()).map(({ id, size, day }) => [id, size, day])).toEqual([['b', 20, '2026-11-26'], ['a', 10, '2026-11-27']])
  expect((await listed()).some((row) => 'file' in row)).toBe(false)
  expect(await count()).toBe(2)
})

test('a row says the day, and nothing of what is in the envelope', () => {
  expect(waiting(envelope('a'), new Date('2026-11-27T10:00:00Z'))).toEqual({ id: 'a', file: new Uint8Array(3), offset: 0, tries: 0, next: 0, refused: '', day: '2026-11-27' })
})
