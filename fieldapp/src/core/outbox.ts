/** Sealed envelopes that wait to leave. Sending needs no unlocking. */
import type { Envelope } from './envelope'
import { store, together, type Table, type Waiting } from './store'

/** Return the row of an envelope just sealed. */
export function waiting(envelope: Envelope, now: Date): Waiting {
  return { ...envelope, offset: 0, tries: 0, next: 0, refused: '', day: now.toISOString().slice(0, 10) }
}

/**
 * Put envelopes in the outbox and take away what they replace, as one write: a phone that dies keeps either the draft or the sealed record, never neither, never both.
 *
 * @param replaced - the draft that was sealed.
 * @param superseded - envelopes that these make useless.
 */
export async function putIn(
  envelopes: readonly Envelope[],
  { now, replaced = '', superseded = [] }: { now: Date; replaced?: string; superseded?: readonly string[] },
): Promise<void> {
  const tables: Table[] = ['outbox', 'drafts', 'pieces']
  await together(tables, (t) => {
    for (const envelope of envelopes) void t.objectStore('outbox').put(waiting(envelope, now), envelope.id)
    for (const id of superseded) void t.objectStore('outbox').delete(id)
    if (!replaced) return
    void t.objectStore('drafts').delete(replaced)
    void t.objectStore('pieces').delete(IDBKeyRange.bound(`${replaced}/`, `${replaced}/\uffff`))
  })
}

/** Return what waits, without the bytes, the oldest first. */
export async function listed(): Promise<(Omit<Waiting, 'file'> & { size: number })[]> {
  const rows = await (await store()).getAll('outbox')
  return rows.map(({ file, ...row }) => ({ ...row, size: file.length })).sort((a, b) => a.day.localeCompare(b.day))
}

/** Count what waits. */
export async function count(): Promise<number> {
  return (await store()).count('outbox')
}

/** Take envelopes out for good, as one write. Returns whether they were all still here: one that left cannot be taken back. */
export async function takeOut(ids: readonly string[]): Promise<boolean> {
  const db = await store()
  const here = await Promise.all(ids.map((id) => db.getKey('outbox', id)))
  await together(['outbox'], (t) => {
    for (const id of ids) void t.objectStore('outbox').delete(id)
  })
  return here.every((id) => id !== undefined)
}
