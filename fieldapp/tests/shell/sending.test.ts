// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import type { Sent } from '../../src/core/sender'
import { whyNot } from '../../src/shell/sending'
import { app } from '../../src/state'

const refused = (code: string): Sent => ({ state: 'refused', sent: 0, code })

beforeEach(() => Object.assign(app, { online: true, waiting: 2, revoked: false, lastSent: null }))

it('says nothing when nothing waits, or nothing is in the way', () => {
  expect(whyNot()).toBe('')
  Object.assign(app, { waiting: 0, online: false, revoked: true })
  expect(whyNot()).toBe('')
})

it('says there is no network before anything else', () => {
  Object.assign(app, { online: false, revoked: true })
  expect(whyNot()).toBe('offline')
})

it.each([
  ['507', 'room'],
  ['503', 'keys'],
  ['413', 'large'],
  ['400', 'house'],
] as const)('tells a refusal %s from the others', (code, why) => {
  app.lastSent = refused(code)
  expect(whyNot()).toBe(why)
})

it('says that a card was taken back, whatever was answered before', () => {
  Object.assign(app, { revoked: true, lastSent: refused('507') })
  expect(whyNot()).toBe('revoked')
})

it('tells a house that does not answer from a phone without a network', () => {
  app.lastSent = { state: 'offline', sent: 0, code: '' }
  expect(whyNot()).toBe('unreached')
})
