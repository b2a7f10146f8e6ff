import { describe, expect, test } from 'vitest'
import { leaves, openForm } from '@/core/engine'
import { localClock, localDay, minutes, plainNumber, spoken, take, tally } from '@/form/answers'
import { at, choose, say } from '../support/answers'
import { EVERY_TYPE, xmlOf } from '../support/corpus'

describe('numbers', () => {
  test.each([
    ['12', '12'],
    [' 1 200 ', '1200'],
    ['٣٤', '34'],
    ['۵۶', '56'],
    ['3,5', '3.5'],
    ['٣٫٥', '3.5'],
    ['abc', 'abc'],
  ])('%s is read %s', (typed, plain) => expect(plainNumber(typed)).toBe(plain))
})

test('days and clocks are those of the place one stands in', () => {
  const moment = new Date(2026, 0, 6, 7, 5)
  expect(localDay(moment)).toBe('2026-01-06')
  expect(localClock(moment)).toBe('07:05')
  expect(minutes(187.9)).toBe('3:07')
})

test('an answer is told in the words of the form, never as a code', async () => {
  const root = await openForm(xmlOf(EVERY_TYPE), new Map())
  choose(root, 'choices/zones', 'north', 'south')
  expect(spoken(at(root, 'choices/zones'))).toBe('Nord [fr], Sud [fr]')
  say(root, 'moments/clock', '07:15:00.000+01:00')
  expect(spoken(at(root, 'moments/clock'))).toBe('07:15')
  choose(root, 'choices/agree', 'yes')
  say(root, 'only_if/where', '50.9 1.8 0 12')
  expect(spoken(at(root, 'only_if/where')), 'a place is never read out').toBe('± 12 m')
})

test('what the engine would cut is not taken', async () => {
  const root = await openForm(xmlOf(EVERY_TYPE), new Map())
  expect(take(at(root, 'figures/count'), '1.7')).toBe(false)
  expect(take(at(root, 'figures/count'), '3')).toBe(true)
})

test('what is empty is counted apart', async () => {
  const root = await openForm(xmlOf('vigie-expulsion'), new Map())
  const before = tally(leaves(root))
  say(root, 'people/persons', '12')
  const after = tally(leaves(root))
  expect([after.answers - before.answers, before.empty - after.empty]).toEqual([1, 1])
})
