import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { list } from '@/core/drafts'
import { answersOf } from '@/core/answers'
import { store } from '@/core/store'
import FillScreen from '@/form/FillScreen.vue'
import { screen } from '@/routes'
import { app } from '@/state'
import { kept } from '../support/corpus'
import { read } from '../support/keys'
import { Mounted, phoneWith } from '../support/screen'
import { cheapVault } from '../support/vault'

const FORM = kept('vigie-expulsion')
vi.setConfig({ testTimeout: 90_000 })

let keys: Awaited<ReturnType<typeof phoneWith>>
let phone: Mounted

beforeEach(async () => {
  await cheapVault('ajonc dune lanterne phare')
  keys = await phoneWith(FORM)
  phone = new Mounted(FillScreen, { form: FORM.id })
})

afterEach(() => phone.close())

async function sealedAnswers(): Promise<string[]> {
  const waiting = await (await store()).getAll('outbox')
  return Promise.all(waiting.map(async (row) => answersOf(await (await read(row, keys.intake.identity)).form())))
}

/** What README.md promises. */
const TAPS = 5

test(`an eviction is told in ${TAPS} touches`, async () => {
  await phone.tap('.chip', 'Calais')
  await phone.tap('.chip', 'Maintenant')
  await phone.tap('.chip', 'Expulsion de routine')
  await phone.tap('.step-button', 'Terminer')
  await phone.tap('.step-seal')
  await phone.find('.sealed')
  expect(phone.taps).toBe(TAPS)
  const [answers] = await sealedAnswers()
  expect(answers).toContain('<commune>calais</commune>')
  expect(answers).toMatch(/<time_from>\d\d:\d\d:00/)
  expect(answers, 'a force of which nothing was said').not.toContain('<convoy>')
  expect(await list()).toEqual([])
})

test('next time the commune is offered, and does not fill itself', async () => {
  await phone.tap('.chip', 'Marck')
  await phone.tap('.chip', 'Expulsion de routine')
  await phone.tap('.step-button', 'Terminer')
  await phone.tap('.step-seal')
  await phone.find('.sealed')
  phone.close()
  phone = new Mounted(FillScreen, { form: FORM.id })
  const offer = await phone.find('.chip-offer', 'Marck')
  expect(phone.chosen).not.toContain('Marck')
  offer.click()
  await expect.poll(() => phone.chosen).toContain('Marck')
})

test('what is missing is told on Next, beside its question', async () => {
  await phone.tap('.chip', 'Calais')
  expect(phone.all('.question-error')).toEqual([])
  await phone.tap('.step-next')
  const told = await phone.find('.question-error')
  expect(told.closest('.question')?.textContent).toContain('Quelle sorte d')
})

test('a count never comes down to zero by itself', async () => {
  await phone.find('.count')
  const [less, more] = phone.all('.count-button')
  const field = phone.all('.count-field')[0] as HTMLInputElement
  for (const button of [more, more, less, less]) {
    button?.click()
    await new Promise((go) => setTimeout(go))
  }
  expect(field.value).toBe('')
  less?.click()
  await new Promise((go) => setTimeout(go))
  expect(field.value, 'said on purpose').toBe('0')
})

test('a seal that fails keeps the draft and says so', async () => {
  await phone.tap('.chip', 'Calais')
  await phone.tap('.chip', 'Expulsion de routine')
  await phone.tap('.step-button', 'Terminer')
  await phone.find('.step-seal')
  app.card = { ...keys.card, key: 'age1broken' }
  await phone.tap('.step-seal')
  await phone.find('.question-error', 'Rien n’est perdu')
  expect(await list()).toHaveLength(1)
  app.card = keys.card
  await phone.tap('.step-seal')
  await phone.find('.sealed')
  expect(await list()).toEqual([])
})

test('leaving keeps a draft; locking keeps one and closes the vault', async () => {
  await phone.tap('.chip', 'Calais')
  await phone.tap('.formtop-button', 'Quitter')
  await expect.poll(() => screen.value.name).toBe('home')
  expect(await list()).toHaveLength(1)
  await phone.tap('.formtop-button', 'Verrouiller')
  await expect.poll(() => screen.value.name).toBe('lock')
  expect(app.open).toBe(false)
})
