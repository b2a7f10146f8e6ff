import { beforeEach, expect, test } from 'vitest'
import { openForm, pathOf, type RootNode } from '@/core/engine'
import { pagesOf, questionsOf, touched, troubles } from '@/core/pages'
import { choose, say } from '../support/answers'
import { EVERY_TYPE, xmlOf } from '../support/corpus'

let root: RootNode
const paths = () => pagesOf(root).map(({ nodes }) => nodes.map((node) => pathOf(node).replace('/data/', '')))

beforeEach(async () => {
  root = await openForm(xmlOf(EVERY_TYPE), new Map())
})

test('a page is a group or a repeat; questions that stand alone between them are gathered', () => {
  expect(paths()).toEqual([['hello', 'words', 'long'], ['figures'], ['moments'], ['choices'], ['acts']])
  say(root, 'figures/count', '2')
  expect(paths().at(-1)).toEqual(['counted'])
})

test('a page comes as an answer opens it, in its place, and the others keep their name', () => {
  const before = pagesOf(root).map(({ id }) => id)
  choose(root, 'choices/agree', 'yes')
  expect(paths()[4]).toEqual(['only_if'])
  const after = pagesOf(root).map(({ id }) => id)
  expect(after.filter((id) => before.includes(id))).toEqual(before)
})

test('the questions of a page are those of its inner groups and repeats too', () => {
  expect(questionsOf(pagesOf(root)[1]!).map(pathOf)).toEqual(['/data/figures/count', '/data/figures/measure', '/data/figures/inside/told'])
  expect(questionsOf(pagesOf(root)[4]!).map(pathOf)).toEqual(['/data/acts/act', '/data/acts/act_photo', '/data/acts/people/age'])
})

test('what does not pass on a page is found there, and not elsewhere', () => {
  expect(pagesOf(root).map((page) => troubles(page).map(pathOf))).toEqual([['/data/words'], [], [], ['/data/choices/agree'], []])
})

test('a page is touched by an answer, not by its notes', () => {
  expect(pagesOf(root).filter(touched)).toEqual([])
  say(root, 'figures/count', '2')
  expect(pagesOf(root).filter(touched).map(({ nodes }) => pathOf(nodes[0]!))).toEqual(['/data/figures'])
})
