// @vitest-environment happy-dom
import { deflateSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import type { Card } from '../../src/core/card'
import { recall } from '../../src/core/store'
import { screen } from '../../src/routes'
import { ago, day, size } from '../../src/shell/format'
import { cardIn, start } from '../../src/shell/start'

const KEY = `age1${'q'.repeat(58)}`
const CARD = {
  general: { server_url: 'https://vigie.example/k/JETON' },
  project: { name: 'Lisière' },
  vigie: { slug: 'lisiere', key: KEY, intake: KEY, world: 'real' },
}

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

it('leaves a card in the address until it is kept: a page loaded again in between still has it', async () => {
  const text = deflateSync(JSON.stringify(CARD)).toString('base64')
  location.hash = `#q=${encodeURIComponent(text)}`
  let kept: Promise<Card | undefined> | undefined
  const cleaned = vi.spyOn(history, 'replaceState').mockImplementation(() => {
    kept = recall<Card>('card')
  })
  Object.assign(navigator, { languages: ['fr'] })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  const begun = start()
  expect(cleaned, 'not before it is read').not.toHaveBeenCalled()
  await begun
  expect(cleaned).toHaveBeenCalledWith(null, '', '/carnet/')
  expect(await kept).toMatchObject({ house: '/k/JETON', organisation: 'Lisière' })
  expect(screen.value.name).toBe('vault')
})
