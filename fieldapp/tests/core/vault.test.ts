import { describe, expect, test, vi } from 'vitest'
import { utf8 } from '@/core/bytes'
import { putIn } from '@/core/outbox'
import { close, keep, recall, store } from '@/core/store'
import { canHavePasskey, create, exists, forget, hasPasskey, isOpen, lock, lockBytes, open, openWithPasskey, remember, remembered, tidyWords, TRIES, triesLeft, unlockBytes } from '@/core/vault'
import { rows, whereIs } from '../support/tables'
import { cheapVault } from '../support/vault'

const WORDS = 'ajonc dune lanterne phare'
const WRONG = 'ajonc dune lanterne marée'
const SECRET = utf8('le chien jaune pleurait')

/** The app is killed and started again: what was in memory is gone. */
async function restart(): Promise<void> {
  await lock()
  await close()
}

test('a vault opens with its words and no others, and says how many tries are left', async () => {
  expect(await open(WORDS)).toEqual({ result: 'none' })
  await create(WORDS)
  expect([await exists(), isOpen()]).toEqual([true, true])
  await restart()
  expect(isOpen()).toBe(false)
  expect(await open(WRONG)).toEqual({ result: 'wrong', left: TRIES - 1 })
  expect(isOpen()).toBe(false)
  expect(await open(WORDS)).toEqual({ result: 'open' })
  expect(await triesLeft()).toBe(TRIES)
})

test('wrong words count down over restarts; the tenth erases what was locked and keeps what is sealed', async () => {
  await cheapVault(WORDS)
  await remember('team', 'Lisière')
  const db = await store()
  await db.put('drafts', await lockBytes(SECRET, 'd1'), 'd1')
  await db.put('pieces', await lockBytes(SECRET, 'd1/file/a'), 'd1/file/a')
  await putIn([{ id: 'e1', file: utf8('age') }], { now: new Date() })
  for (let left = TRIES - 1; left > 0; left -= 1) {
    await restart()
    expect(await open(WRONG)).toEqual({ result: 'wrong', left })
    expect(await triesLeft()).toBe(left)
  }
  await restart()
  expect(await open(WRONG)).toEqual({ result: 'erased' })
  expect(await rows('drafts', 'pieces', 'memory')).toEqual([])
  expect((await rows('outbox')).map(({ key }) => key)).toEqual(['e1'])
  expect(await open(WORDS)).toEqual({ result: 'none' })
})

test('a try is counted before it is checked', async () => {
  await cheapVault(WORDS)
  await restart()
  const row = await recall<object>('vault')
  await keep('vault', { ...row, cost: { memory: 65_536, passes: 3, lanes: 1 } })
  const trying = open(WRONG)
  await vi.waitFor(async () => expect(await triesLeft()).toBe(TRIES - 1), { interval: 5 })
  const first = await Promise.race([trying.then(() => 'checked'), Promise.resolve('counted')])
  expect(first).toBe('counted')
  await trying
})

test('the right words on the last try open, and give all the tries back', async () => {
  await cheapVault(WORDS)
  const row = await recall<{ tries: number }>('vault')
  await keep('vault', { ...row, tries: TRIES - 1 })
  await restart()
  expect(await open(WORDS)).toEqual({ result: 'open' })
  expect(await triesLeft()).toBe(TRIES)
})

test.each([
  ['  Ajonc   DUNE lanterne\tphare \n', WORDS],
  ['ajonc-dune–lanterne,phare.', WORDS],
  ['AJONC; dune; lanterne; phare', WORDS],
  ['marée', 'marée'],
  ['mare\u0301e', 'marée'],
  ['', ''],
])('words are tidied before they are stretched: %j', (typed, meant) => {
  expect(tidyWords(typed)).toBe(meant)
})

test('words typed otherwise open the same vault', async () => {
  await create('Ajonc, Dune  lanterne-PHARE')
  await restart()
  expect(await open(WORDS)).toEqual({ result: 'open' })
})

describe('locked bytes', () => {
  test('open under their own name only, and not once a bit changed', async () => {
    await cheapVault(WORDS)
    const locked = await lockBytes(SECRET, 'd1')
    expect([...(await unlockBytes(locked, 'd1'))]).toEqual([...SECRET])
    await expect(unlockBytes(locked, 'd2')).rejects.toThrow()
    const bent = { ...locked, bytes: locked.bytes.map((byte, rank) => (rank ? byte : byte ^ 1)) }
    await expect(unlockBytes(bent, 'd1')).rejects.toThrow()
    expect((await lockBytes(SECRET, 'd1')).iv).not.toEqual(locked.iv)
  })

  test('do not open while the vault is closed, nor in a vault made after', async () => {
    await cheapVault(WORDS)
    const locked = await lockBytes(SECRET, 'd1')
    await lock()
    await expect(unlockBytes(locked, 'd1')).rejects.toThrow('locked')
    await expect(lockBytes(SECRET, 'd1')).rejects.toThrow('locked')
    await create(WORDS)
    await expect(unlockBytes(locked, 'd1')).rejects.toThrow()
  })
})

test('a new vault over an old one clears what only the old one opened', async () => {
  await cheapVault(WORDS)
  await remember('team', 'Lisière')
  await keep('passkey', { credential: new Uint8Array(1) })
  await create(WRONG)
  expect(await remembered('team')).toBeUndefined()
  expect([await recall('passkey'), await rows('drafts', 'pieces', 'memory')]).toEqual([undefined, []])
})

test('what is remembered is locked, comes back after the words, and is nothing when it does not open', async () => {
  await cheapVault(WORDS)
  await remember('team', { name: 'Équipe des dunes' })
  expect(await whereIs('Équipe des dunes')).toEqual([])
  await keep('control', 'Équipe des dunes')
  expect(await whereIs('Équipe des dunes')).toEqual(['meta/control'])
  await restart()
  expect(await remembered('team')).toBeUndefined()
  await open(WORDS)
  expect(await remembered('team')).toEqual({ name: 'Équipe des dunes' })
  expect(await remembered('unknown')).toBeUndefined()
})

test('neither the words nor the key are written, and each try costs 64 MiB and three passes', async () => {
  await create(WORDS)
  expect(await recall('vault')).toMatchObject({ cost: { memory: 65_536, passes: 3, lanes: 1 } })
  for (const needle of [WORDS, 'lanterne']) expect(await whereIs(needle)).toEqual([])
})

describe('the passkey', () => {
  test('is not asked after a lock by words only, until the words were given, over a restart too', async () => {
    await cheapVault(WORDS)
    await keep('passkey', { credential: new Uint8Array(1), salt: new Uint8Array(1), iv: new Uint8Array(12), bytes: new Uint8Array(48) })
    expect(await hasPasskey()).toBe(true)
    await lock(true)
    await close()
    expect([isOpen(), await hasPasskey(), await openWithPasskey()]).toEqual([false, false, false])
    await open(WRONG)
    expect(await hasPasskey()).toBe(false)
    await open(WORDS)
    expect(await hasPasskey()).toBe(true)
  })

  test('is not there on a phone without any', async () => {
    expect([await hasPasskey(), await canHavePasskey(), await openWithPasskey()]).toEqual([false, false, false])
  })
})

test('forgetting leaves no key and nothing that was locked', async () => {
  await cheapVault(WORDS)
  await remember('team', 'Lisière')
  await forget()
  expect([isOpen(), await exists(), await rows('memory', 'drafts', 'pieces')]).toEqual([false, false, []])
})
