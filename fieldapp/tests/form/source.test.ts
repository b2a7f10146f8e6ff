import { expect, test } from 'vitest'
import { openForm } from '@/core/engine'
import { readSource } from '@/form/source'
import { at } from '../support/answers'
import { kept } from '../support/corpus'

test('a question is found in another language than the one the form speaks', async () => {
  const form = kept('vigie-temoignage')
  const root = await openForm(form.xml, new Map())
  const source = readSource(form)
  const card = at(root, 'consent/card')
  expect(source.labelIn(card, 'ar')).toContain('اقرأ بصوت عالٍ')
  expect(source.labelIn(card, 'fr')).toContain('À lire à voix haute')
  expect(source.labelIn(card, 'xx')).toBe('')
})

test('the answers that go with no other are those the form says', async () => {
  const form = kept('vigie-expulsion')
  const root = await openForm(form.xml, new Map())
  const source = readSource(form)
  expect([...source.alone(at(root, 'gear/equipment'))]).toEqual(['aucun'])
  expect([...source.alone(at(root, 'where/operation'))]).toEqual([])
})
