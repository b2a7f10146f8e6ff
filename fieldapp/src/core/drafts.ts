/**
 * Observations begun and not finished: locked, found again, gone on with. A testimony is never one.
 *
 * A file is locked once, when it first appears; later saves rewrite the small record only.
 */
import { ANSWERS, answersOf, filesOf } from './answers'
import { text, utf8 } from './bytes'
import { store, together, type Locked } from './store'
import { isOpen, lockBytes, unlockBytes } from './vault'

export interface DraftCard {
  id: string
  form: string
  page: number
  saved_at: number
  begun_at: number
  files: number
}

interface KeptFile {
  name: string
  type: string
  piece: string
}

interface Row extends Omit<DraftCard, 'id' | 'files'> {
  answers: string
  files: KeptFile[]
}

/** Nothing waits longer than this as a draft, in milliseconds: it is then sealed as it is. */
export const OLDEST_DRAFT = 48 * 3_600_000

/** A draft, open. */
export interface Draft extends DraftCard {
  data: FormData
}

/**
 * Save a draft.
 *
 * @throws Error `locked`
 */
export async function save(card: Omit<DraftCard, 'files' | 'saved_at'>, data: FormData): Promise<void> {
  const had = new Set(await piecesOf(card.id))
  const files: KeptFile[] = []
  const fresh: [string, Locked][] = []
  for (const [name, file] of filesOf(data)) {
    const piece = `${card.id}/file/${name}`
    if (!had.delete(piece)) fresh.push([piece, await lockBytes(new Uint8Array(await file.arrayBuffer()), piece)])
    files.push({ name, type: file.type, piece })
  }
  const row: Row = { form: card.form, page: card.page, begun_at: card.begun_at, saved_at: Date.now(), answers: await answersOf(data), files }
  const locked = await lockBytes(utf8(JSON.stringify(row)), card.id)
  await together(['drafts', 'pieces'], (t) => {
    for (const [name, piece] of fresh) void t.objectStore('pieces').put(piece, name)
    for (const name of had) void t.objectStore('pieces').delete(name)
    void t.objectStore('drafts').put(locked, card.id)
  })
}

/** Return the drafts, the latest first; the vault must be open. One that is damaged does not hide the others. */
export async function list(): Promise<DraftCard[]> {
  const db = await store()
  const ids = await db.getAllKeys('drafts')
  const found = await Promise.all(ids.map(async (id) => ({ id, row: await read(id).catch(unlessLocked) })))
  return found
    .flatMap(({ id, row }) => (row ? [cardOf(id, row)] : []))
    .sort((a, b) => b.saved_at - a.saved_at)
}

/** Return a draft to go on with; nothing if it is gone. */
export async function load(id: string): Promise<Draft | undefined> {
  const row = await read(id)
  if (!row) return undefined
  const data = new FormData()
  data.set(ANSWERS, new File([row.answers], ANSWERS, { type: 'text/xml' }))
  for (const { name, type, piece } of row.files) {
    const locked = await (await store()).get('pieces', piece)
    if (locked) data.set(name, new File([await unlockBytes(locked, piece)], name, { type }))
  }
  return { ...cardOf(id, row), data }
}

/** Drop a draft for good. */
export async function drop(id: string): Promise<void> {
  await together(['drafts', 'pieces'], (t) => {
    void t.objectStore('drafts').delete(id)
    void t.objectStore('pieces').delete(IDBKeyRange.bound(`${id}/`, `${id}/\uffff`))
  })
}

/** What a list of drafts holds: nothing of their answers. */
function cardOf(id: string, { form, page, saved_at, begun_at, files }: Row): DraftCard {
  return { id, form, page, saved_at, begun_at, files: files.length }
}

/** A file's name is new each time one is taken: its piece never changes. */
async function piecesOf(draft: string): Promise<string[]> {
  const start = `${draft}/file/`
  return (await store()).getAllKeys('pieces', IDBKeyRange.bound(start, `${start}\uffff`))
}

function unlessLocked(error: unknown): undefined {
  if (!isOpen()) throw error
}

async function read(id: string): Promise<Row | undefined> {
  const locked = await (await store()).get('drafts', id)
  return locked ? (JSON.parse(text(await unlockBytes(locked, id))) as Row) : undefined
}

/** Count the drafts: this needs no unlocking. */
export async function count(): Promise<number> {
  return (await store()).count('drafts')
}

// --- recordings that are being made ---------------------------------------------------------------------------------

/** Keep ten seconds of a recording of a draft: what a kill leaves. */
export async function keepSound(draft: string, name: string, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const key = soundName(draft, name, piece)
  const locked = await lockBytes(bytes, key)
  await together(['pieces'], (t) => void t.objectStore('pieces').put(locked, key))
}

/** Forget the pieces of a recording that became a file of the draft. */
export async function forgetSound(draft: string, name: string): Promise<void> {
  const start = `${draft}/sound/${name}/`
  await together(['pieces'], (t) => void t.objectStore('pieces').delete(IDBKeyRange.bound(start, `${start}\uffff`)))
}

/** A recording that a kill cut, whole as far as it went. */
export interface CutSound {
  name: string
  pieces: Uint8Array<ArrayBuffer>[]
}

/** Return the recordings of a draft that a kill cut. */
export async function cutSounds(draft: string): Promise<CutSound[]> {
  const start = `${draft}/sound/`
  const keys = await (await store()).getAllKeys('pieces', IDBKeyRange.bound(start, `${start}\uffff`))
  const found = new Map<string, Uint8Array<ArrayBuffer>[]>()
  for (const key of keys) {
    const locked = await (await store()).get('pieces', key)
    if (!locked) continue
    const name = key.slice(start.length, key.lastIndexOf('/'))
    found.set(name, [...(found.get(name) ?? []), await unlockBytes(locked, key)])
  }
  return [...found].map(([name, pieces]) => ({ name, pieces }))
}

function soundName(draft: string, name: string, piece: number): string {
  return `${draft}/sound/${name}/${String(piece).padStart(6, '0')}`
}
