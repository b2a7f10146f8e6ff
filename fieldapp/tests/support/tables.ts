/** Look into the phone's database as someone who holds it would. */
import { store, type Table } from '@/core/store'

const TABLES: Table[] = ['meta', 'forms', 'drafts', 'pieces', 'memory', 'outbox']

/** Return the keys and the values of tables, all of them when none is named. */
export async function rows(...tables: Table[]): Promise<{ table: Table; key: string; value: unknown }[]> {
  const db = await store()
  const found = await Promise.all(
    (tables.length ? tables : TABLES).map(async (table) => {
      const [keys, values] = [await db.getAllKeys(table), await db.getAll(table)]
      return keys.map((key, rank) => ({ table, key: String(key), value: values[rank] as unknown }))
    }),
  )
  return found.flat()
}

/** Return where a text is in the database: in utf-8, utf-16 or base64, in a key or anywhere in a value. */
export async function whereIs(words: string): Promise<string[]> {
  const raw = Buffer.from(words)
  const needles = [raw, Buffer.from(words, 'utf16le'), Buffer.from(words, 'utf16le').swap16(), ...shifted(raw)]
  const found: string[] = []
  for (const { table, key, value } of await rows()) {
    const hay = Buffer.concat([Buffer.from(key), ...(await bytesOf(value))])
    if (needles.some((needle) => hay.includes(needle))) found.push(`${table}/${key}`)
  }
  return found
}

/** The three ways a text may lie in base64; its first and last letters depend on what stands around. */
function shifted(raw: Buffer): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), raw]).toString('base64').replace(/=+$/, '')
    return Buffer.from(whole.slice(Math.ceil((offset * 4) / 3), -1))
  })
}

async function bytesOf(value: unknown): Promise<Buffer[]> {
  if (value instanceof Uint8Array) return [Buffer.from(value)]
  if (value instanceof Blob) return [Buffer.from(await value.arrayBuffer())]
  if (value && typeof value === 'object') return (await Promise.all(Object.entries(value).map(async ([name, inside]) => [Buffer.from(name), ...(await bytesOf(inside))]))).flat()
  return [Buffer.from(String(value))]
}
