import { beforeEach, expect, test } from 'vitest'
import { answersOf, filesOf } from '@/core/answers'
import { cutSounds, list, OLDEST_DRAFT } from '@/core/drafts'
import { newName } from '@/core/engine'
import { Observation, sealDrafts, sealOld } from '@/core/observation'
import { close, store } from '@/core/store'
import { lock, open } from '@/core/vault'
import { at, attach, choose, say } from '../support/answers'
import { EVERY_TYPE, kept } from '../support/corpus'
import { cardOf, opened, read } from '../support/keys'
import { rows, whereIs } from '../support/tables'
import { cheapVault } from '../support/vault'

const WORDS = 'ajonc dune lanterne phare'
const STORY = 'le chien jaune pleurait au bord du canal'
const FORM = kept(EVERY_TYPE)
const keys = await cardOf()

beforeEach(() => cheapVault(WORDS))

async function filled(): Promise<Observation> {
  const observation = await Observation.begin(FORM)
  say(observation.root, 'words', STORY)
  choose(observation.root, 'choices/agree', 'yes')
  attach(observation.root, 'only_if/photo', `${newName('photo')}.jpg`)
  return observation
}

async function restart(): Promise<void> {
  await lock()
  await close()
  await open(WORDS)
}

const sealed = async () => (await store()).getAll('outbox')
const counts = async () => [(await rows('drafts')).length, (await rows('pieces')).length, (await rows('outbox')).length]

test('what is filled is resumed after a restart, on its page, and sealed whole', async () => {
  const observation = await filled()
  await observation.leavePage(3)
  await restart()
  const resumed = await Observation.resume(FORM, observation.id)
  expect(resumed?.page).toBe(3)
  await resumed!.finish(keys.card)
  expect(await counts()).toEqual([0, 0, 1])
  const [row] = await sealed()
  const { header, form } = await read(row!, keys.intake.identity)
  expect(header).toMatchObject({ kind: 'record', form: EVERY_TYPE })
  expect(header).not.toHaveProperty('incomplete')
  const data = await form()
  expect(await answersOf(data)).toContain(STORY)
  expect([...filesOf(data).values()].map(({ size }) => size)).toEqual([2_000])
  expect(row!.file.length).toBeGreaterThan(2_000)
  await expect(opened(row!.file, keys.association.identity)).resolves.toBeDefined()
})

test('nothing of it is readable at any step', async () => {
  const observation = await filled()
  await observation.leavePage(1)
  expect(await whereIs('chien jaune')).toEqual([])
  await observation.finish(keys.card)
  expect(await whereIs('chien jaune')).toEqual([])
  await (await store()).put('forms', { ...FORM, xml: STORY }, 'control')
  expect(await whereIs('chien jaune')).toEqual(['forms/control'])
})

test('a phone that dies as the sealed record goes in keeps the draft or the record, never both, never neither', async () => {
  const observation = await filled()
  await observation.save()
  const native = { put: IDBObjectStore.prototype.put, delete: IDBObjectStore.prototype.delete }
  for (const [table, method] of [['outbox', 'put'], ['drafts', 'delete'], ['pieces', 'delete']] as const) {
    IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...with_: never[]) {
      const request = (native[method] as (...given: never[]) => IDBRequest).apply(this, with_)
      if (this.name === table) this.transaction.abort()
      return request as never
    }
    await expect(observation.finish(keys.card)).rejects.toThrow()
    Object.assign(IDBObjectStore.prototype, native)
    expect(await counts()).toEqual([1, 1, 0])
  }
  await restart()
  const resumed = await Observation.resume(FORM, observation.id)
  await resumed!.finish(keys.card)
  expect(await counts()).toEqual([0, 0, 1])
})

test('a save under way, or asked for, while it is sealed does not bring the draft back', async () => {
  const observation = await filled()
  const saving = observation.save()
  say(observation.root, 'long', 'encore')
  const ending = observation.finish(keys.card)
  const late = observation.save()
  await Promise.all([saving, ending, late])
  expect(await late).toBe(false)
  expect(await observation.save()).toBe(false)
  expect(await counts()).toEqual([0, 0, 1])
})

test('what was typed while an earlier save ran is saved by the next', async () => {
  const observation = await filled()
  const first = observation.save()
  say(observation.root, 'long', 'tapé pendant que cela se gardait')
  expect(await Promise.all([first, observation.save(), observation.save()])).toEqual([true, true, true])
  await restart()
  const resumed = await Observation.resume(FORM, observation.id)
  expect(at(resumed!.root, 'long').currentState.value).toBe('tapé pendant que cela se gardait')
})

test('after sealing failed it can be saved again', async () => {
  const observation = await filled()
  await expect(observation.finish({ ...keys.card, key: 'age1nothing' })).rejects.toThrow()
  expect(await observation.save()).toBe(true)
  expect(await counts()).toEqual([1, 1, 0])
})

test('nothing changed, nothing written; nothing saved while locked', async () => {
  const observation = await filled()
  await observation.save()
  const before = await rows('drafts')
  expect(await observation.save()).toBe(true)
  expect(await rows('drafts')).toEqual(before)
  await lock()
  say(observation.root, 'long', 'après')
  expect(await observation.save()).toBe(false)
  expect(await rows('drafts')).toEqual(before)
})

test('a draft that is gone is not resumed', async () => {
  expect(await Observation.resume(FORM, 'unknown')).toBeUndefined()
})

test('a recording’s pieces go once its file is on the disk', async () => {
  const observation = await filled()
  const name = `${newName('sound')}.webm`
  await observation.keepSound(name, 0, 'audio/webm', new Uint8Array([1, 2]))
  attach(observation.root, 'only_if/sound', name)
  await observation.soundKept(name)
  expect(await cutSounds(observation.id)).toEqual([])
  expect((await list())[0]?.files).toBe(2)
})

test('a recording’s pieces stay while its file is not', async () => {
  const observation = await filled()
  await observation.keepSound('sound-1.webm', 0, 'audio/webm', new Uint8Array([1, 2]))
  await lock()
  await observation.soundKept('sound-1.webm')
  expect((await rows('pieces')).length).toBe(1)
})

test('a draft nobody went on with for two days is sealed as it is, with what a kill cut; a younger one stays', async () => {
  const old = await filled()
  await old.save()
  await old.keepSound('sound-1.webm', 0, 'audio/webm', new Uint8Array([7]))
  const now = (await list())[0]!.saved_at
  expect(await sealOld(keys.card, [FORM], now + OLDEST_DRAFT)).toEqual([])
  expect((await sealOld(keys.card, [FORM], now + OLDEST_DRAFT + 60_000)).map(({ id }) => id)).toEqual([old.id])
  expect(await counts()).toEqual([0, 0, 1])
  const { header, form } = await read((await sealed())[0]!, keys.association.identity)
  expect(header).toMatchObject({ kind: 'record', incomplete: true })
  expect([...filesOf(await form()).keys()]).toContain('sound-1.webm')
})

test('a form the phone no longer has keeps no draft back, and a damaged draft holds no other', async () => {
  const [first, second] = [await filled(), await filled()]
  await first.save()
  await second.save()
  const db = await store()
  const row = (await db.get('drafts', first.id))!
  const all = await list()
  await db.put('drafts', { ...row, iv: new Uint8Array(12) }, first.id)
  expect((await sealDrafts(keys.card, [], all)).map(({ id }) => id)).toEqual([second.id])
  expect(await counts()).toEqual([1, 1, 1])
  expect(await answersOf(await (await read((await sealed())[0]!, keys.intake.identity)).form())).toContain(STORY)
})
