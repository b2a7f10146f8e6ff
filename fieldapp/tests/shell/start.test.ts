// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { ago, day, size } from '../../src/shell/format'
import { cardIn } from '../../src/shell/start'

it('finds the text of a card in an address, bare, or as an address writes it', () => {
  expect(cardIn('https://vigie.example/carnet/#q=eJx+/w==')).toBe('eJx+/w==')
  expect(cardIn('  eJx+/w==\n')).toBe('eJx+/w==')
  expect(cardIn('#q=eJx%2B%2Fw%3D%3D')).toBe('eJx+/w==')
  expect(cardIn('%')).toBe('%')
})

it('says sizes and times at a glance', () => {
  expect(size(0)).toMatch(/^0\s?ko$/u)
  expect(size(400)).toMatch(/^1\s?ko$/u)
  expect(size(1_640_000)).toMatch(/^1,6\s?Mo$/u)
  const now = Date.UTC(2026, 10, 27, 12)
  expect(ago(now - 5 * 60_000, now)).toBe('il y a 5 minutes')
  expect(ago(now - 900, now)).toBe('maintenant')
  expect(ago(now - 50 * 3_600_000, now)).toBe('avant-hier')
  expect(day('2026-11-25T00:00:00Z')).toBe('mercredi 25 novembre')
})
