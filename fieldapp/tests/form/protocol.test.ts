import { expect, test } from 'vitest'
import { openForm } from '@/core/engine'
import { agreement, isReadAloud, mustStop, saidMinor, stepsOf } from '@/form/testimony/protocol'
import { readSource } from '@/form/source'
import { at, choose } from '../support/answers'
import { EVERY_TYPE, kept, xmlOf } from '../support/corpus'

const FORM = kept('vigie-temoignage', 'testimony')
const names = (root: Awaited<ReturnType<typeof openForm>>) => stepsOf(root).map((step) => (step.name === 'page' ? step.page.nodes[0]!.currentState.reference : step.name))

test('there is nothing after the page that asks for agreement before it is given', async () => {
  const root = await openForm(FORM.xml, new Map())
  expect(names(root)).toEqual(['/data/before', '/data/language_group', '/data/consent'])
  choose(root, 'consent/agree', 'no')
  expect(agreement(root)).toBe('no')
  expect(names(root)).toHaveLength(3)
})

test('the words come after the agreement, the read-back before the last questions', async () => {
  const root = await openForm(FORM.xml, new Map())
  choose(root, 'consent/agree', 'yes')
  const found = names(root)
  expect(found.slice(2, 5)).toEqual(['/data/consent', 'words', '/data/person'])
  expect(found.slice(found.indexOf('readback'))).toEqual(['readback', '/data/closing', '/data/collector', 'finish'])
})

test('a reason to stop stops; "none of these" does not', async () => {
  const root = await openForm(FORM.xml, new Map())
  const source = readSource(FORM)
  choose(root, 'before/stop', 'aucune')
  expect(mustStop(root, source)).toBe(false)
  choose(root, 'before/stop', 'police')
  expect(mustStop(root, source)).toBe(true)
})

test('who says to be a minor, by one question or the other, is believed', async () => {
  const root = await openForm(FORM.xml, new Map())
  choose(root, 'consent/agree', 'yes')
  expect(saidMinor(root)).toBe(false)
  choose(root, 'person/minor', 'no')
  choose(root, 'person/age_band', '16-17')
  expect(saidMinor(root)).toBe(true)
})

test('only what is for the person is read aloud', async () => {
  const root = await openForm(FORM.xml, new Map())
  choose(root, 'consent/agree', 'yes')
  expect(['card', 'understood', 'agree', 'consent_lawyer'].map((name) => isReadAloud(at(root, `consent/${name}`)))).toEqual([true, false, false, true])
})

test("an association's own form, which has no slip and no read-back, ends all the same", async () => {
  const root = await openForm(xmlOf(EVERY_TYPE), new Map())
  choose(root, 'choices/agree', 'yes')
  expect(names(root).slice(-2)).toEqual(['readback', 'finish'])
})
