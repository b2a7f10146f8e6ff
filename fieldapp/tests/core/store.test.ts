import { forceCloseDatabase } from 'fake-indexeddb'
import { unwrap } from 'idb'
import { expect, test, vi } from 'vitest'
import { dropAll, keep, recall, store, together, used, useWorld } from '@/core/store'
import { rows } from '../support/tables'

test('a practice record does not lie beside a real one; the demonstration is the only world of its house', async () => {
  await keep('what', 'real')
  await useWorld('practice')
  expect(await recall('what')).toBeUndefined()
  await keep('what', 'practice')
  await useWorld('real')
  expect(await recall('what')).toBe('real')
  await useWorld('demo')
  expect(await recall('what')).toBe('real')
})

test('a world nobody used is not opened to be looked at', async () => {
  expect(await used('practice')).toBe(false)
  await useWorld('practice')
  await keep('card', 'exercice')
  expect([await used('practice'), await used('real')]).toEqual([true, false])
})

test('writes are all there or none, when one fails, throws, or the phone stops', async () => {
  const both = (then: (memory: IDBObjectStore) => void) =>
    together(['meta', 'memory'], (t) => {
      void t.objectStore('meta').put(1, 'a')
      then(t.objectStore('memory') as unknown as IDBObjectStore)
    })
  await expect(both((memory) => memory.transaction.abort())).rejects.toThrow()
  await expect(
    both(() => {
      throw new Error('odd')
    }),
  ).rejects.toThrow('odd')
  await expect(both((memory) => memory.put(() => 'cannot be written', 'b'))).rejects.toThrow()
  expect(await rows('meta', 'memory')).toEqual([])
  await both(() => undefined)
  expect((await rows('meta')).length).toBe(1)
})

test('writes ask for the disk, not for a promise of it', async () => {
  const asked = vi.spyOn(unwrap(await store()), 'transaction')
  await keep('a', 1)
  expect(asked.mock.lastCall?.[2]).toEqual({ durability: 'strict' })
})

test('a database that would not open once is tried again', async () => {
  const native = indexedDB.open.bind(indexedDB)
  indexedDB.open = () => {
    throw new Error('no room')
  }
  await expect(keep('a', 1)).rejects.toThrow('no room')
  indexedDB.open = native
  await keep('a', 1)
  expect(await recall('a')).toBe(1)
})

test('a database the browser closed is opened again', async () => {
  await keep('a', 1)
  forceCloseDatabase(unwrap(await store()) as never) // its types say the class for the object
  await new Promise((go) => setTimeout(go, 20))
  expect(await recall('a')).toBe(1)
})

// last: after this, this page writes nothing more
test('once emptied, nothing is left and nothing still running writes back', async () => {
  await keep('a', 1)
  await useWorld('practice')
  await keep('a', 2)
  await dropAll()
  expect(await indexedDB.databases()).toEqual([])
  await expect(keep('b', 1)).rejects.toThrow('emptied')
  expect(await indexedDB.databases()).toEqual([])
})
