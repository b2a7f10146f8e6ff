import { beforeEach, describe, expect, test } from 'vitest'
import {
  ANSWERS, answer, answersOf, codeOf, filesOf, FileMissing, FormBroken, fullTime, heldBy, leaves, newName, openForm, pathOf, payload, shownChildren, speak, violation, writable,
  type RootNode,
  type UploadNode,
} from '@/core/engine'
import { at, attach, choose, say, under } from '../support/answers'
import { EVERY_TYPE, xmlOf } from '../support/corpus'

const XML = xmlOf(EVERY_TYPE)
const open = (draft?: FormData) => openForm(XML, new Map(), draft)
let root: RootNode

beforeEach(async () => {
  root = await open()
})

/** A draft as the disk gives it back: answers and files made anew from their bytes. */
async function copy(data: FormData): Promise<FormData> {
  const again = new FormData()
  again.set(ANSWERS, new File([await answersOf(data)], ANSWERS, { type: 'text/xml' }))
  for (const [name, file] of filesOf(data)) again.set(name, new File([await file.arrayBuffer()], name, { type: file.type }))
  return again
}

describe('trap: a restored draft leaves its files out of the next payload', () => {
  beforeEach(() => choose(root, 'choices/agree', 'yes'))

  test('they are there after one restart, and after two, byte for byte', async () => {
    const photo = attach(root, 'only_if/photo', `${newName('photo')}.jpg`)
    attach(root, 'acts/act_photo', `${newName('photo')}.jpg`)
    const first = await payload(root)
    const second = await payload(await open(await copy(first)))
    const third = await payload(await open(await copy(second)))
    expect([...filesOf(first).keys()]).toHaveLength(2)
    expect([...filesOf(third).keys()].sort()).toEqual([...filesOf(first).keys()].sort())
    expect(await filesOf(third).get(photo.name)?.arrayBuffer()).toEqual(await photo.arrayBuffer())
    expect(await answersOf(third)).toBe(await answersOf(first))
  })

  test('a draft whose file is gone is refused, not cut', async () => {
    const photo = attach(root, 'only_if/photo', 'photo-1.jpg')
    const cut = await copy(await payload(root))
    cut.delete(photo.name)
    await expect(open(cut)).rejects.toThrow(FileMissing)
  })

  test('a photo taken away is no longer in the payload', async () => {
    attach(root, 'only_if/photo', 'photo-1.jpg')
    attach(root, 'acts/act_photo', 'photo-2.jpg')
    say(root, 'words', 'photo-2.jpg')
    const again = await open(await copy(await payload(root)))
    await payload(again)
    const photo = at(again, 'only_if/photo') as UploadNode
    photo.setValue(null)
    expect(heldBy(photo)).toBe('')
    const cut = await payload(again)
    expect([...filesOf(cut).keys()]).toEqual(['photo-2.jpg'])
    expect(await answersOf(cut)).toContain('<photo/>')
    expect(await answersOf(cut)).toContain('<act_photo>photo-2.jpg</act_photo>')
    const last = await open(await copy(cut))
    expect([heldBy(at(last, 'words')), [...filesOf(await payload(last)).keys()]]).toEqual(['photo-2.jpg', ['photo-2.jpg']])
  })

  test('a photo taken in the place of another takes its place', async () => {
    attach(root, 'only_if/photo', 'photo-1.jpg')
    const again = await open(await copy(await payload(root)))
    attach(again, 'only_if/photo', 'photo-3.jpg')
    expect([...filesOf(await payload(again)).keys()]).toEqual(['photo-3.jpg'])
  })

  test('a file under a question that is no longer asked does not leave', async () => {
    attach(root, 'only_if/photo', 'photo-1.jpg')
    choose(root, 'choices/agree', 'no')
    expect([...filesOf(await payload(root)).keys()]).toEqual([])
    choose(root, 'choices/agree', 'yes')
    expect([...filesOf(await payload(root)).keys()]).toEqual(['photo-1.jpg'])
  })
})

describe('trap: a value the engine drops or cuts without a word', () => {
  test.each([
    ['moments/clock', '07:15'],
    ['moments/clock', '25:00:00.000+01:00'],
    ['moments/day', '2026-02-31'],
    ['moments/day', '27/11/2026'],
    ['moments/day', '2026-11-27T10:00'],
    ['moments/moment', '2026-11-27T07:15'],
    ['figures/count', '12abc'],
    ['figures/count', 'douze'],
    ['figures/count', '1.7'],
    ['figures/count', '99999999999999999999'],
    ['figures/measure', '1,5'],
    ['figures/measure', '1.5 m'],
  ])('%s: %s', (path, typed) => {
    expect(answer(at(root, path), typed)).toBe(false)
    expect(heldBy(at(root, path))).toBe('')
  })

  test.each([
    ['moments/clock', '07:15:00.000+01:00', '07:15:00.000+01:00'],
    ['moments/day', '2026-02-28', '2026-02-28'],
    ['figures/count', '007', '7'],
    ['figures/count', ' 5 ', '5'],
    ['figures/measure', '1.50', '1.5'],
    ['figures/measure', '0.1234567890123456789', '0.12345678901234568'],
    ['words', ' des espaces ', ' des espaces '],
    ['long', 'une ligne\nune autre', 'une ligne\nune autre'],
    ['words', 'ትግርኛ 😀 <&>"', 'ትግርኛ 😀 <&>"'],
  ])('%s: %s is kept', (path, typed, held) => {
    expect(answer(at(root, path), typed)).toBe(true)
    expect(heldBy(at(root, path))).toBe(held)
  })

  test('a point is kept to the letter of its numbers, and one off the earth is not', () => {
    choose(root, 'choices/agree', 'yes')
    const where = at(root, 'only_if/where')
    expect(answer(where, '50.956000 1.852000 0 12.5')).toBe(true)
    for (const off of ['200 1 0 0', 'ici', '50.9']) expect([answer(where, off), heldBy(where)]).toEqual([false, ''])
  })

  test('an answer taken away is taken away', () => {
    say(root, 'figures/count', '5')
    expect([answer(at(root, 'figures/count'), ''), heldBy(at(root, 'figures/count'))]).toEqual([true, ''])
  })

  test('what is not answered in words is not', () => {
    for (const path of ['hello', 'choices/told_once', 'choices/agree', 'only_if/photo']) expect(answer(at(root, path), 'OK')).toBe(false)
  })
})

describe('trap: signs that no XML may hold make answers nobody can read again', () => {
  test('they are taken out, and all else stays', () => {
    expect(writable('a\u0000b\u0001\u000bc\u000cd\ud800e\udc00\ufffe')).toBe('ab c de')
    expect(writable('é\t\r\n😀ትግ\u200f')).toBe('é\t\r\n😀ትግ\u200f')
  })

  test('a text pasted with some is read again by a parser', async () => {
    expect(answer(at(root, 'words'), 'ligne\u000bsuite\u0001')).toBe(true)
    const data = await payload(root)
    const parsed = new DOMParser().parseFromString(await answersOf(data), 'text/xml')
    expect(parsed.getElementsByTagName('parsererror')).toHaveLength(0)
    expect(heldBy(at(await open(await copy(data)), 'words'))).toBe('ligne suite')
  })
})

describe('names of files', () => {
  test('ours stay; any other could say who, where or when, and is changed', () => {
    choose(root, 'choices/agree', 'yes')
    const ours = `${newName('photo')}.jpg`
    attach(root, 'only_if/photo', ours)
    expect(heldBy(at(root, 'only_if/photo'))).toBe(ours)
    attach(root, 'only_if/photo', 'IMG_20261127 chez Zorblaxine.jpg')
    expect(heldBy(at(root, 'only_if/photo'))).toMatch(/^file-[0-9a-f-]{36}\.jpg$/)
    attach(root, 'only_if/film', 'photo-de-zorblaxine.mp4')
    expect(heldBy(at(root, 'only_if/film'))).toMatch(/^file-[0-9a-f-]{36}\.mp4$/)
  })

  test('two are never the same', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newName('sound'))).size).toBe(1_000)
  })
})

test('a form that asks for the phone’s number gets none, and the browser keeps none', async () => {
  say(root, 'words', 'x')
  expect(await answersOf(await payload(root))).toContain('<device/>')
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
})

test('times are written whole, on either side of Greenwich', () => {
  expect(fullTime('07:15', -60)).toBe('07:15:00.000+01:00')
  expect(fullTime('07:15', 0)).toBe('07:15:00.000+00:00')
  expect(fullTime('23:59', 210)).toBe('23:59:00.000-03:30')
  expect(fullTime('07:15:40', -345)).toBe('07:15:00.000+05:45')
  expect(fullTime('', 0)).toBe('')
})

test('the form changes its language, answers stay; one it has not falls back on French', () => {
  say(root, 'words', 'restez')
  expect(speak(root, 'ar')).toBe('ar')
  expect(at(root, 'words').currentState.label?.asString).toBe('Quelques mots [ar]')
  expect(speak(root, 'ti')).toBe('fr')
  expect(at(root, 'words').currentState.label?.asString).toBe('Quelques mots [fr]')
  expect(heldBy(at(root, 'words'))).toBe('restez')
})

test('the code of a language is what stands in brackets, else its name', () => {
  expect([codeOf('العربية (ar)'), codeOf('English (EN)'), codeOf('dari (fa-AF) '), codeOf('Français')]).toEqual(['ar', 'en', 'fa-af', 'français'])
})

test('what is wrong with an answer is said, and goes as it is mended', () => {
  expect(violation(at(root, 'words'))?.condition).toBe('required')
  say(root, 'figures/count', '1000')
  expect(violation(at(root, 'figures/count'))?.condition).toBe('constraint')
  say(root, 'figures/count', '999')
  say(root, 'words', 'x')
  expect([violation(at(root, 'figures/count')), violation(at(root, 'words'))]).toEqual([null, null])
})

test('what is hidden, computed or not asked is not shown', () => {
  const shown = () => leaves(root).map(pathOf)
  for (const path of ['hidden', 'figures/inside/double', 'device', 'meta/instanceID', 'only_if/where']) expect(shown()).not.toContain(`/data/${path}`)
  choose(root, 'choices/agree', 'yes')
  expect(shown()).toContain('/data/only_if/where')
  expect(shown()).toContain('/data/acts/people/age')
  expect(shownChildren(root).map(pathOf)).not.toContain('/data/meta')
})

test('a calculation, a filter and a counted repeat follow the answers', () => {
  say(root, 'figures/count', '2')
  expect(heldBy(at(root, 'figures/inside/double'))).toBe('4')
  expect(under(root).filter((node) => pathOf(node) === '/data/counted/each')).toHaveLength(2)
  choose(root, 'choices/zones', 'south')
  const place = at(root, 'choices/place')
  expect(place.nodeType === 'select' && place.currentState.valueOptions.map((option: { value: string }) => option.value)).toEqual(['marais'])
})

test('a form that is none is refused with a reason', async () => {
  await expect(openForm('<html><body>Portail Wi-Fi</body></html>', new Map())).rejects.toThrow(FormBroken)
  await expect(openForm('', new Map())).rejects.toThrow(FormBroken)
})
