import { expect, test } from 'vitest'
import { openForm, pathOf, shownChildren } from '@/core/engine'
import { blocksOf, isQualifier, kindOf } from '@/form/kinds'
import { at, choose } from '../support/answers'
import { EVERY_TYPE, xmlOf } from '../support/corpus'

const open = (id: string) => openForm(xmlOf(id), new Map())

test('each type the house takes has its control', async () => {
  const root = await open(EVERY_TYPE)
  const kinds = ['words', 'long', 'figures/count', 'figures/measure', 'moments/day', 'moments/clock', 'choices/agree', 'choices/zones', 'choices/told_once'].map((path) => kindOf(at(root, path)))
  expect(kinds).toEqual(['short', 'long', 'whole', 'decimal', 'date', 'time', 'one', 'many', 'trigger'])
  choose(root, 'choices/agree', 'yes')
  expect(['where', 'photo', 'sound', 'film', 'paper'].map((name) => kindOf(at(root, `only_if/${name}`)))).toEqual(['place', 'photo', 'sound', 'file', 'file'])
})

test('a list too long to be spread out is searched', async () => {
  const root = await open('vigie-expulsion')
  expect(kindOf(at(root, 'where/commune'))).toBe('list')
  expect(kindOf(at(root, 'where/operation'))).toBe('one')
})

test('counts are one control with the word that qualifies them', async () => {
  const root = await open('vigie-expulsion')
  const blocks = blocksOf(shownChildren(at(root, 'people')))
  const [first] = blocks
  expect(blocks).toHaveLength(2)
  expect(first && 'counts' in first && first.counts.map(pathOf)).toEqual(['persons', 'women', 'children', 'minors_unaccompanied'].map((name) => `/data/people/${name}`))
})

test('a qualifier that no count follows is left out', async () => {
  const root = await open('vigie-expulsion')
  const names = () => blocksOf(shownChildren(at(root, 'after'))).map((block) => ('counts' in block ? 'counts' : pathOf(block.node)))
  expect(names()).toEqual(['/data/after/aftermath'])
  choose(root, 'after/aftermath', 'deplace')
  expect(names()).toEqual(['/data/after/aftermath', 'counts'])
})

test('only the four words of a count make a qualifier', async () => {
  const root = await open('vigie-expulsion')
  expect(isQualifier(at(root, 'people/people_qualifier'))).toBe(true)
  expect(isQualifier(at(root, 'where/mode'))).toBe(false)
})
