/**
 * The phone's own database. Nothing readable is ever put in `drafts`, `pieces` and `memory` (AES-GCM under the key of the vault) nor in `outbox` (age files).
 *
 * One database per world: a practice record cannot lie beside a real one.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'
import type { World } from './card'

/** Bytes under AES-GCM, with the nonce they were sealed with. */
export interface Locked {
  iv: Uint8Array<ArrayBuffer>
  bytes: Uint8Array<ArrayBuffer>
}

/** An envelope that waits to be sent. `file` is a whole age file; nothing else here says what it is. */
export interface Waiting {
  id: string
  file: Uint8Array<ArrayBuffer>
  /** Bytes the house has already. */
  offset: number
  tries: number
  /** Not before this time, in milliseconds since 1970. */
  next: number
  /** Why the house would not take it, if it said so: a code of the protocol. */
  refused: string
  /** When it was sealed, to the day: what the list of the outbox shows. */
  day: string
}

interface Tables extends DBSchema {
  /** Card, settings, wrapped keys, counters: no words of anybody. */
  meta: { key: string; value: unknown }
  forms: { key: string; value: import('./house').KeptForm }
  drafts: { key: string; value: Locked }
  pieces: { key: string; value: Locked }
  /** Last answers and the numbers of open testimonies. */
  memory: { key: string; value: Locked }
  outbox: { key: string; value: Waiting }
}

export type Table = StoreNames<Tables>
type Transaction = IDBPTransaction<Tables, Table[], 'readwrite'>
type Writing = Pick<Transaction, 'objectStore'>

const TABLES: Table[] = ['meta', 'forms', 'drafts', 'pieces', 'memory', 'outbox']
const NAMES: Record<World, string> = { real: 'carnet', demo: 'carnet', practice: 'carnet-exercice' }

let opened: Promise<IDBPDatabase<Tables>> | null = null
let current: World = 'real'
let emptied = false

/** Choose the world whose database is used from now on. */
export async function useWorld(world: World): Promise<void> {
  if (NAMES[world] !== NAMES[current]) await close()
  current = world
}

/** Say whether a world was ever used on this phone. A browser that does not tell is believed to have been. */
export async function used(world: World): Promise<boolean> {
  if (typeof indexedDB.databases !== 'function') return true
  return (await indexedDB.databases()).some(({ name }) => name === NAMES[world])
}

/**
 * Return the database of the current world, open.
 *
 * @throws Error `emptied`: the phone was just emptied, and what still runs must not write anything back.
 */
export function store(): Promise<IDBPDatabase<Tables>> {
  if (emptied) return Promise.reject(new Error('emptied'))
  if (opened) return opened
  const opening = openDB<Tables>(NAMES[current], 1, {
    upgrade(db) {
      for (const table of TABLES) db.createObjectStore(table)
    },
    blocking() {
      void close()
    },
    terminated: forgetOpened,
  })
  opened = opening
  opening.catch(forgetOpened)
  return opening
}

/** The next use opens it anew: what the browser closed, or could not open, is not for ever. */
function forgetOpened(): void {
  opened = null
}

/**
 * Do several writes as one, flushed to the disk before it returns: a phone that dies leaves all of them or none.
 *
 * @param tables - the tables written to.
 * @param write - queues the writes; it may wait for what it reads of the same tables, and for nothing else. If it throws, nothing is written.
 */
export async function together(tables: Table[], write: (transaction: Writing) => void | Promise<void>): Promise<void> {
  const transaction = (await store()).transaction(tables, 'readwrite', { durability: 'strict' })
  const done = transaction.done
  done.catch(() => undefined)
  try {
    await write({ objectStore: (name) => quiet(transaction.objectStore(name)) })
  } catch (error) {
    stop(transaction)
    throw error
  }
  await done
}

/** Each write has a promise of its own besides the one of the whole: nobody waits for it, and its failure would be told to the page as an error nobody caught. */
function quiet<T extends object>(table: T): T {
  return new Proxy(table, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...given: unknown[]) => {
        const made: unknown = method.apply(target, given)
        if (made instanceof Promise) made.catch(() => undefined)
        return made
      }
    },
  })
}

function stop(transaction: Transaction): void {
  try {
    transaction.abort()
  } catch {
    // it stopped by itself
  }
}

/** Return what `meta` holds under a name. */
export async function recall<T>(name: string): Promise<T | undefined> {
  return (await (await store()).get('meta', name)) as T | undefined
}

/** Keep something in `meta` under a name, durably. */
export async function keep(name: string, value: unknown): Promise<void> {
  await together(['meta'], (t) => void t.objectStore('meta').put(value, name))
}

/** Close the database, if it is open. */
export async function close(): Promise<void> {
  const closing = opened
  opened = null
  if (closing) await closing.then((db) => db.close(), () => undefined)
}

/** Delete the databases of every world; until the page is left, nothing opens them again. */
export async function dropAll(): Promise<void> {
  emptied = true
  await close()
  await Promise.all([...new Set(Object.values(NAMES))].map((name) => deleteDB(name)))
}
