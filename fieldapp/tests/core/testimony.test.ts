import { beforeEach, describe, expect, test } from 'vitest'
import { answersOf, filesOf } from '@/core/answers'
import { newName } from '@/core/engine'
import type { PartHeader, SoundHeader } from '@/core/envelope'
import { close, store } from '@/core/store'
import { begun, Testimony } from '@/core/testimony'
import { lock, open } from '@/core/vault'
import { attach, choose, say } from '../support/answers'
import { EVERY_TYPE, kept } from '../support/corpus'
import { cardOf, opened, read } from '../support/keys'
import { rows, whereIs } from '../support/tables'
import { cheapVault } from '../support/vault'

const WORDS = 'ajonc dune lanterne phare'
const SLIP = 'brume coque estran vasque'
const STORY = 'le chien jaune pleurait au bord du canal'
const FORM = kept(EVERY_TYPE, 'testimony')
const keys = await cardOf()

beforeEach(() => cheapVault(WORDS))

interface Sealed {
  header: PartHeader | SoundHeader
  answers: string
  files: string[]
}

/** Open all that waits, parts in their order. */
async function waiting(): Promise<Sealed[]> {
  const found = await Promise.all(
    (await (await store()).getAll('outbox')).map(async (row) => {
      const { header, form } = await read(row, keys.association.identity)
      const data = header.kind === 'part' ? await form() : new FormData()
      return { header: header as PartHeader | SoundHeader, answers: await answersOf(data), files: [...filesOf(data).keys()] }
    }),
  )
  const rank = ({ header }: Sealed) => ('sequence' in header ? header.sequence : 1_000 + header.piece)
  return found.sort((a, b) => rank(a) - rank(b))
}

test('pages that are left are sealed to the association alone; the part of answers only replaces the one before', async () => {
  const testimony = await Testimony.begin(keys.card, FORM, SLIP)
  say(testimony.root, 'words', STORY)
  await testimony.leavePage()
  say(testimony.root, 'figures/count', '2')
  await testimony.leavePage()
  const [part, ...more] = await waiting()
  expect(more).toEqual([])
  expect(part!.header).toMatchObject({ kind: 'part', form: EVERY_TYPE, testimony: testimony.known.testimony, session: testimony.session, sequence: 1, last: false })
  expect(part!.answers).toContain(STORY)
  expect(part!.answers).toContain('<count>2</count>')
  const [row] = await (await store()).getAll('outbox')
  await expect(opened(row!.file, keys.intake.identity)).rejects.toThrow()
})

test('a part that holds a file stays, the next do not hold it again, and the last says so', async () => {
  const testimony = await Testimony.begin(keys.card, FORM, SLIP)
  choose(testimony.root, 'choices/agree', 'yes')
  await testimony.leavePage()
  const photo = `${newName('photo')}.jpg`
  attach(testimony.root, 'only_if/photo', photo)
  await testimony.leavePage()
  say(testimony.root, 'words', STORY)
  await testimony.leavePage()
  await testimony.finish()
  const parts = await waiting()
  expect(parts.map(({ header, files }) => ['sequence' in header && header.sequence, 'last' in header && header.last, files])).toEqual([
    [1, false, [photo]],
    [3, true, []],
  ])
  expect(parts[1]!.answers).toContain(`<photo>${photo}</photo>`)
  expect(await begun()).toEqual([])
})

test('a part that already left is not called back', async () => {
  const testimony = await Testimony.begin(keys.card, FORM, SLIP)
  await testimony.leavePage()
  await (await store()).clear('outbox')
  await testimony.leavePage()
  expect((await waiting()).map(({ header }) => 'sequence' in header && header.sequence)).toEqual([1])
})

describe('a recording', () => {
  test('leaves piece by piece, each sealed by itself, and not a second time as a file', async () => {
    const testimony = await Testimony.begin(keys.card, FORM, SLIP)
    choose(testimony.root, 'choices/agree', 'yes')
    const name = `${newName('sound')}.webm`
    for (const piece of [0, 1, 2]) await testimony.keepSound(name, piece, 'audio/webm', new Uint8Array([piece]))
    attach(testimony.root, 'only_if/sound', name)
    await testimony.soundKept(name)
    await testimony.leavePage()
    const [part, ...pieces] = await waiting()
    expect([part!.files, part!.answers.includes(name)]).toEqual([[], true])
    expect(pieces.map(({ header }) => 'piece' in header && [header.piece, header.file, header.type, header.session])).toEqual(
      [0, 1, 2].map((piece) => [piece, name, 'audio/webm', testimony.session]),
    )
  })
})

test('things asked at once are sealed one after the other', async () => {
  const testimony = await Testimony.begin(keys.card, FORM, SLIP)
  await Promise.all([testimony.leavePage(), testimony.keepSound('s.webm', 0, 'audio/webm', new Uint8Array(1)), testimony.leavePage(), testimony.finish()])
  const parts = (await waiting()).filter(({ header }) => header.kind === 'part')
  expect(parts.map(({ header }) => 'last' in header && [header.sequence, header.last])).toEqual([[2, true]])
})

test('after a kill the phone knows that one was begun, and nothing of it; it goes on in another session', async () => {
  const first = await Testimony.begin(keys.card, FORM, SLIP)
  say(first.root, 'words', STORY)
  await first.leavePage()
  await lock()
  await close()
  await open(WORDS)
  const [known] = await begun()
  expect(known).toMatchObject({ testimony: first.known.testimony, form: EVERY_TYPE, slip: SLIP })
  const second = await Testimony.goOn(keys.card, FORM, known!)
  await second.finish()
  const headers = (await waiting()).map(({ header }) => header)
  expect(new Set(headers.map(({ testimony }) => testimony)).size).toBe(1)
  expect(new Set(headers.map(({ session }) => session)).size).toBe(2)
  expect((await waiting()).map(({ answers }) => answers.includes(STORY)).sort()).toEqual([false, true])
  expect(await begun()).toEqual([])
})

test('no draft is ever written: what was typed is in no table, in any dress, at any step', async () => {
  const testimony = await Testimony.begin(keys.card, FORM, SLIP)
  const steps = [
    () => say(testimony.root, 'words', STORY),
    () => testimony.save(),
    () => testimony.leavePage(),
    () => say(testimony.root, 'long', `${STORY} encore`),
    () => testimony.save(),
    () => testimony.keepSound('s.webm', 0, 'audio/webm', new TextEncoder().encode(STORY) as Uint8Array<ArrayBuffer>),
    () => testimony.finish(),
  ]
  for (const step of steps) {
    await step()
    for (const words of ['chien jaune', SLIP, EVERY_TYPE, testimony.known.testimony]) expect(await whereIs(words)).toEqual([])
    expect(await rows('drafts', 'pieces')).toEqual([])
  }
  expect(await testimony.save()).toBe(false)
  const db = await store()
  for (const [dress, value] of [
    ['utf-8', { words: STORY }],
    ['utf-16', Buffer.from(STORY, 'utf16le')],
    ['base64', Buffer.from(`x${STORY}`).toString('base64')],
  ] as const) {
    await db.put('meta', value, dress)
    expect(await whereIs('chien jaune')).toEqual([`meta/${dress}`])
    await db.delete('meta', dress)
  }
})

test('a phone that dies between two pages keeps the part before, or the one after, never neither', async () => {
  const testimony = await Testimony.begin(keys.card, FORM, SLIP)
  say(testimony.root, 'words', 'avant')
  await testimony.leavePage()
  say(testimony.root, 'words', 'après')
  const native = IDBObjectStore.prototype.delete
  IDBObjectStore.prototype.delete = function (this: IDBObjectStore, key) {
    const request = native.call(this, key)
    if (this.name === 'outbox') this.transaction.abort()
    return request
  }
  await expect(testimony.leavePage()).rejects.toThrow()
  IDBObjectStore.prototype.delete = native
  expect((await waiting()).map(({ answers }) => answers.includes('avant'))).toEqual([true])
  await testimony.leavePage()
  expect((await waiting()).map(({ answers }) => answers.includes('après'))).toEqual([true])
})
