import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answersOf } from '@/core/answers'
import type { PartHeader } from '@/core/envelope'
import { store } from '@/core/store'
import { begun } from '@/core/testimony'
import { open } from '@/core/vault'
import TestimonyScreen from '@/form/TestimonyScreen.vue'
import { screen } from '@/routes'
import { kept } from '../support/corpus'
import { read } from '../support/keys'
import { Mounted, phoneWith } from '../support/screen'
import { rows, whereIs } from '../support/tables'
import { cheapVault } from '../support/vault'

const WORDS = 'ajonc dune lanterne phare'
const STORY = 'le chien jaune pleurait au bord du canal'
const FORM = kept('vigie-temoignage', 'testimony')
vi.setConfig({ testTimeout: 90_000 })

let keys: Awaited<ReturnType<typeof phoneWith>>
let phone: Mounted

beforeEach(async () => {
  await cheapVault(WORDS)
  keys = await phoneWith(FORM)
  phone = new Mounted(TestimonyScreen, { form: FORM.id })
})

afterEach(() => phone.close())

const waiting = async () => (await store()).getAll('outbox')

async function toConsent(): Promise<void> {
  await phone.answer('raison de ne pas commencer', 'aucune')
  await phone.tap('.step-next')
  await phone.answer('Dans quelle langue', 'ar')
  await phone.answer('Avec un·e interprète', 'no')
  await phone.tap('.step-next')
  await phone.find('h1', 'Accord')
}

async function agree(): Promise<void> {
  await toConsent()
  await phone.answer('Veut-elle témoigner', 'yes')
  for (const question of ['être compté', 'le montrer', 'citer vos mots']) await phone.answer(question, 'yes')
  await phone.tap('.step-next')
  await phone.find('.slip-words')
}

async function nextTo(title: string): Promise<void> {
  await phone.tap('.step-next')
  await phone.find('h1', title)
}

test('nothing is sealed before the person agreed, and "no" leaves nothing', async () => {
  await toConsent()
  expect(await waiting()).toEqual([])
  await phone.answer('Veut-elle témoigner', 'no')
  await phone.tap('.step-next', 'Remercier')
  await phone.find('.sealed', 'Rien de ce témoignage n’a été gardé')
  expect(await waiting()).toEqual([])
  expect(await begun()).toEqual([])
})

test('a reason not to start leaves no way on', async () => {
  await phone.answer('raison de ne pas commencer', 'police')
  const button = await phone.find('.step-next')
  expect(button.textContent).toContain('Arrêter ici')
})

test('each page left is sealed, never a draft; nothing typed can be found on the phone', async () => {
  await agree()
  expect(await waiting()).toHaveLength(1)
  const slip = phone.all('.slip-words li').map((word) => word.textContent)
  expect(slip).toHaveLength(4)
  await nextTo('La personne')
  await phone.answer('moins de 18 ans', 'no')
  await nextTo('Les faits')
  await phone.write('textarea', STORY)
  await nextTo('Les personnes touchées')
  expect(await rows('drafts', 'pieces')).toEqual([])
  expect(await whereIs(STORY)).toEqual([])
  for (const title of ['Traces', 'Relire ensemble']) await nextTo(title)
  expect(phone.words).toContain(STORY)
  for (const title of ['Pour finir', 'Pour vous', 'Terminer']) await nextTo(title)
  await phone.tap('.step-seal')
  await phone.find('.sealed')
  expect(phone.words).not.toContain(STORY)
  const found = await Promise.all((await waiting()).map((row) => read(row, keys.association.identity)))
  const last = found.find(({ header }) => (header as PartHeader).last)
  const answers = await answersOf(await last!.form())
  expect(answers).toContain(STORY)
  expect(answers).toContain(`<slip>${slip.join(' ')}</slip>`)
  expect(await begun()).toEqual([])
})

test('stopping takes back what waits, after one more touch', async () => {
  await agree()
  await phone.tap('.stop')
  expect(await waiting()).toHaveLength(1)
  await phone.tap('.stop-sure .chip', 'effacer')
  await phone.find('.sealed', 'Rien de ce témoignage n’a été gardé')
  expect(await waiting()).toEqual([])
  expect(await begun()).toEqual([])
})

test('stopping says so when a part had left already', async () => {
  await agree()
  await (await store()).clear('outbox')
  await phone.tap('.stop')
  await phone.tap('.stop-sure .chip', 'effacer')
  await phone.find('.sealed', 'déjà partie')
})

test('after a kill one goes on with blank pages and the same words', async () => {
  await agree()
  const slip = phone.all('.slip-words li').map((word) => word.textContent).join(' ')
  phone.close()
  const [known] = await begun()
  expect(known?.slip).toBe(slip)
  phone = new Mounted(TestimonyScreen, { form: FORM.id, begun: known })
  await phone.find('.stepbar-told', 'pages blanches')
  expect(phone.all('input:checked')).toEqual([])
})

test('locking before the agreement forgets that anything was begun', async () => {
  await toConsent()
  await phone.tap('.formtop-button', 'Verrouiller')
  await expect.poll(() => screen.value.name).toBe('lock')
  await open(WORDS)
  expect(await begun()).toEqual([])
  expect(await waiting()).toEqual([])
})

test('a minor is believed: no photograph, and whom to call', async () => {
  await agree()
  await nextTo('La personne')
  await phone.answer('moins de 18 ans', 'yes')
  await phone.find('.warning-strong', 'personne référente')
  expect(phone.all('a[href="tel:119"]')).toHaveLength(1)
  await nextTo('Une personne mineure')
  await phone.answer('seule en France', 'no')
  for (const title of ['Les faits', 'Les personnes touchées', 'Traces']) await nextTo(title)
  expect(phone.words).not.toContain('Prendre une photo')
})
