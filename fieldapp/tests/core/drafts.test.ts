import { beforeEach, describe, expect, test } from 'vitest'
import { ANSWERS, answersOf, filesOf } from '@/core/answers'
import { count, cutSounds, drop, forgetSound, keepSound, list, load, save } from '@/core/drafts'
import { close, store } from '@/core/store'
import { lock, open } from '@/core/vault'
import { rows, whereIs } from '../support/tables'
import { cheapVault } from '../support/vault'

const WORDS = 'ajonc dune lanterne phare'
const CARD = { id: 'd1', form: 'expulsion', page: 2, begun_at: 1_000 }

function data(words: string, ...names: string[]): FormData {
  const made = new FormData()
  made.set(ANSWERS, new File([`<data>${words}</data>`], ANSWERS, { type: 'text/xml' }))
  for (const name of names) made.set(name, new File([`contenu de ${name}`], name, { type: 'image/jpeg' }))
  return made
}

async function restart(): Promise<void> {
  await lock()
  await close()
  await open(WORDS)
}

beforeEach(() => cheapVault(WORDS))

test('a draft comes back after a restart: its page, its answers, its files', async () => {
  await save(CARD, data('le chien jaune', 'photo-1.jpg', 'sound-2.webm'))
  await restart()
  const [listed] = await list()
  expect(listed).toEqual({ ...CARD, files: 2, saved_at: expect.any(Number) })
  const draft = await load('d1')
  expect(await answersOf(draft!.data)).toBe('<data>le chien jaune</data>')
  const files = await Promise.all([...filesOf(draft!.data)].map(async ([name, file]) => [name, file.type, await file.text()]))
  expect(files).toEqual([
    ['photo-1.jpg', 'image/jpeg', 'contenu de photo-1.jpg'],
    ['sound-2.webm', 'image/jpeg', 'contenu de sound-2.webm'],
  ])
})

test('a file is locked once; later saves rewrite the record only', async () => {
  await save(CARD, data('a', 'photo-1.jpg'))
  const [before] = await rows('pieces')
  await save({ ...CARD, page: 3 }, data('b', 'photo-1.jpg'))
  const [after] = await rows('pieces')
  expect(after).toEqual(before)
  expect((await load('d1'))?.page).toBe(3)
})

test('the piece of a photo taken away goes with it, and no other', async () => {
  await save(CARD, data('a', 'photo-1.jpg', 'photo-2.jpg'))
  await save({ ...CARD, id: 'd10' }, data('a', 'photo-9.jpg'))
  await save(CARD, data('a', 'photo-2.jpg'))
  expect((await rows('pieces')).map(({ key }) => key)).toEqual(['d1/file/photo-2.jpg', 'd10/file/photo-9.jpg'])
})

test('a save that fails leaves the draft as it was', async () => {
  await save(CARD, data('avant', 'photo-1.jpg'))
  const native = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...put: Parameters<typeof native>) {
    if (this.name === 'drafts') this.transaction.abort()
    return native.apply(this, put)
  }
  await expect(save(CARD, data('après', 'photo-2.jpg'))).rejects.toThrow()
  IDBObjectStore.prototype.put = native
  expect((await rows('pieces')).map(({ key }) => key)).toEqual(['d1/file/photo-1.jpg'])
  expect(await answersOf((await load('d1'))!.data)).toBe('<data>avant</data>')
})

test('nothing of a draft is readable, neither while it is open nor once locked', async () => {
  await save(CARD, data('le chien jaune pleurait', 'photo-1.jpg'))
  await keepSound('d1', 'sound-3.webm', 0, new TextEncoder().encode('le chien jaune pleurait') as Uint8Array<ArrayBuffer>)
  for (const words of ['le chien jaune', 'contenu de', 'expulsion']) expect(await whereIs(words)).toEqual([])
  await (await store()).put('meta', { control: 'le chien jaune' }, 'control')
  expect(await whereIs('le chien jaune')).toEqual(['meta/control'])
})

test('while the vault is closed nothing is saved, listed or read', async () => {
  await save(CARD, data('a'))
  await lock()
  for (const tried of [() => save(CARD, data('b')), () => list(), () => load('d1')]) await expect(tried()).rejects.toThrow('locked')
  expect(await count()).toBe(1)
})

test('a damaged draft hides no other', async () => {
  await save(CARD, data('a'))
  await save({ ...CARD, id: 'd2' }, data('b'))
  const db = await store()
  const row = (await db.get('drafts', 'd1'))!
  await db.put('drafts', { ...row, bytes: row.bytes.map((byte) => byte ^ 255) }, 'd1')
  expect((await list()).map(({ id }) => id)).toEqual(['d2'])
})

test('a draft moved under the name of another does not open', async () => {
  await save(CARD, data('a'))
  const db = await store()
  await db.put('drafts', (await db.get('drafts', 'd1'))!, 'd2')
  await expect(load('d2')).rejects.toThrow()
})

test('the latest comes first; one dropped is gone with all its pieces', async () => {
  await save(CARD, data('a', 'photo-1.jpg'))
  await keepSound('d1', 'sound-1.webm', 0, new Uint8Array(3))
  await new Promise((go) => setTimeout(go, 5))
  await save({ ...CARD, id: 'd2' }, data('b'))
  expect((await list()).map(({ id }) => id)).toEqual(['d2', 'd1'])
  await drop('d1')
  expect([await load('d1'), await rows('pieces')]).toEqual([undefined, []])
})

describe('a recording', () => {
  test('that a kill cut is found again, its pieces in order, beyond the tenth', async () => {
    for (let piece = 0; piece < 12; piece += 1) await keepSound('d1', 'sound-1.webm', piece, new Uint8Array([piece]))
    await keepSound('d1', 'sound-2.webm', 0, new Uint8Array([99]))
    await keepSound('d10', 'sound-3.webm', 0, new Uint8Array([1]))
    await restart()
    const found = await cutSounds('d1')
    expect(found.map(({ name, pieces }) => [name, pieces.map((piece) => piece[0])])).toEqual([
      ['sound-1.webm', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
      ['sound-2.webm', [99]],
    ])
  })

  test('that became a file is forgotten, and only that one', async () => {
    await keepSound('d1', 'sound-1.webm', 0, new Uint8Array([0]))
    await keepSound('d1', 'sound-2.webm', 0, new Uint8Array([1]))
    await forgetSound('d1', 'sound-1.webm')
    expect((await cutSounds('d1')).map(({ name }) => name)).toEqual(['sound-2.webm'])
  })
})
