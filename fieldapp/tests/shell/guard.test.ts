// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { screen } from '../../src/routes'
import { beforeLock, due, HIDDEN_MS, IDLE_MS, lockNow, someoneIsHere, watchIdle } from '../../src/shell/guard'
import { app } from '../../src/state'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  app.open = true
  screen.value = { name: 'home' }
})

afterEach(() => vi.useRealTimers())

it('counts on the clock of the wall, sleep and all', () => {
  watchIdle(() => undefined)
  dispatchEvent(new Event('pointerdown'))
  const touched = Date.now()
  expect(due(touched + IDLE_MS - 1)).toBe(false)
  expect(due(touched + IDLE_MS)).toBe(true)
})

it('does not take for away a person who speaks while it records', () => {
  const began = Date.now()
  const [over, another] = [someoneIsHere(), someoneIsHere()]
  expect(due(began + 2 * IDLE_MS)).toBe(false)
  over()
  over()
  expect(due(began + 2 * IDLE_MS)).toBe(false)
  vi.setSystemTime(began + 2 * IDLE_MS)
  another()
  expect(due(began + 3 * IDLE_MS - 1)).toBe(false)
  expect(due(began + 3 * IDLE_MS)).toBe(true)
})

it('locks sooner when nobody looks', () => {
  watchIdle(() => undefined)
  dispatchEvent(new Event('pointerdown'))
  const left = Date.now()
  dispatchEvent(new Event('pagehide'))
  const over = someoneIsHere()
  expect(due(left + HIDDEN_MS - 1)).toBe(false)
  expect(due(left + HIDDEN_MS)).toBe(true)
  over()
})

it('saves what is being written before it closes, and forgets what was read', async () => {
  const seen: boolean[] = []
  const done = beforeLock(() => Promise.resolve(seen.push(app.open)))
  app.drafts = [{ id: 'a', form: 'f', page: 0, saved_at: 1, begun_at: 1, files: 0 }]
  await lockNow()
  done()
  expect(seen).toEqual([true])
  expect([app.open, app.drafts, screen.value.name]).toEqual([false, [], 'lock'])
})

it('closes all the same when a save fails', async () => {
  const done = beforeLock(() => Promise.reject(new Error('full')))
  await lockNow()
  done()
  expect(app.open).toBe(false)
})

it('stays on the page of a check', async () => {
  screen.value = { name: 'control' }
  await lockNow({ wordsOnly: true, stay: true })
  expect([app.open, screen.value.name]).toEqual([false, 'control'])
})
