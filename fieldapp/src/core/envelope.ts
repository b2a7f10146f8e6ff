/** The envelope: one padded age file that tells nothing outside. See PROTOCOL.md, "The envelope". */
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { join, utf8, type Bytes } from './bytes'

export interface RecordHeader {
  kind: 'record'
  content_type: string
  form: string
  made_at: string
  /** Sealed as it was, because nobody finished it. */
  incomplete?: boolean
}

export interface PartHeader {
  kind: 'part'
  content_type: string
  form: string
  made_at: string
  testimony: string
  session: string
  sequence: number
  last: boolean
}

export interface SoundHeader {
  kind: 'sound'
  form: string
  made_at: string
  testimony: string
  session: string
  file: string
  piece: number
  type: string
}

export type Header = RecordHeader | PartHeader | SoundHeader

export interface Envelope {
  id: string
  file: Bytes
}

const MAGIC = utf8('VGE1')
const REHEARSED = 200_000

/**
 * Return the padded size of a plaintext: at most 12 % more, and what is left to see of the length is a handful of bits.
 *
 * Source: PADMÉ, Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019, algorithm 1.
 */
export function padme(length: number): number {
  if (length < 2) return length
  const exponent = Math.floor(Math.log2(length))
  const kept = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** Math.max(0, exponent - kept)
  return Math.ceil(length / step) * step
}

/** Return what goes inside the age file. */
export function pack(header: Header, body: Bytes): Bytes {
  const told = utf8(JSON.stringify(header))
  const length = MAGIC.length + 4 + told.length + 8 + body.length
  const inner = new Uint8Array(padme(length))
  const view = new DataView(inner.buffer)
  inner.set(MAGIC)
  view.setUint32(4, told.length)
  inner.set(told, 8)
  view.setBigUint64(8 + told.length, BigInt(body.length))
  inner.set(body, 16 + told.length)
  return inner
}

/**
 * Seal.
 *
 * @param recipients - one or two age recipients. With one, a second stanza is made for a key that is thrown away, so that a testimony looks like any other.
 */
export async function seal(header: Header, body: Bytes, recipients: readonly string[]): Promise<Envelope> {
  const readers = [...recipients]
  if (readers.length === 1) readers.push(await identityToRecipient(await generateX25519Identity()))
  const encrypter = new Encrypter()
  for (const reader of shuffled(readers)) encrypter.addRecipient(reader)
  const inner = pack(header, body)
  const file = await encrypter.encrypt(inner)
  inner.fill(0)
  return { id: crypto.randomUUID(), file: new Uint8Array(file) }
}

/** Seal a blank for nobody: the processor has then learned to, and *Terminer* does not wait for it. */
export async function rehearse(): Promise<void> {
  const nobody = await identityToRecipient(await generateX25519Identity())
  await seal({ kind: 'record', content_type: '', form: '', made_at: '' }, new Uint8Array(REHEARSED), [nobody])
}

/**
 * Return the bytes of a form's answers and files as one post would carry them, and their content type.
 *
 * Written by hand: Safari's engine does not give back the bytes of a `FormData` that holds a file ("Unable to read form data blob").
 */
export async function multipart(data: FormData): Promise<{ body: Bytes; contentType: string }> {
  const boundary = `carnet-${crypto.randomUUID()}`
  const pieces: Bytes[] = []
  for (const [name, value] of data.entries()) {
    const said = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`
    if (typeof value === 'string') pieces.push(utf8(`${said}\r\n\r\n${value}`))
    else {
      pieces.push(utf8(`${said}; filename="${quoted(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`))
      pieces.push(new Uint8Array(await value.arrayBuffer()))
    }
    pieces.push(utf8('\r\n'))
  }
  pieces.push(utf8(`--${boundary}--\r\n`))
  const body = join(pieces)
  for (const piece of pieces) piece.fill(0)
  return { body, contentType: `multipart/form-data; boundary=${boundary}` }
}

/** A name as browsers write it in a header. */
function quoted(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent)
}

/** The order of the stanzas would tell the association from the intake. */
function shuffled(readers: readonly string[]): string[] {
  const [first = '', second = ''] = readers
  const odd = (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & 1
  return odd ? [second, first] : [first, second]
}
