/** Keys and cards made for a test. */
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { Card } from '@/core/card'
import { text } from '@/core/bytes'
import type { Envelope, Header } from '@/core/envelope'

export interface Pair {
  identity: string
  recipient: string
}

/** Make a pair of age keys. */
export async function pair(): Promise<Pair> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Make the card of a phone, with the identities behind it. */
export async function cardOf(house = 'http://127.0.0.1:1/k/JETON'): Promise<{ card: Card; association: Pair; intake: Pair }> {
  const [association, intake] = [await pair(), await pair()]
  const card: Card = { house, slug: 'lisiere', organisation: 'Lisière', key: association.recipient, intake: intake.recipient, world: 'real' }
  return { card, association, intake }
}

/** Open an age file. Throws when the identity is none of its readers'. */
export async function opened(file: Uint8Array, identity: string): Promise<Uint8Array<ArrayBuffer>> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return new Uint8Array(await decrypter.decrypt(file))
}

/** Take apart what is inside, as PROTOCOL.md draws it. */
export function unpacked(inner: Uint8Array<ArrayBuffer>): { magic: string; header: Header; body: Uint8Array<ArrayBuffer>; rest: Uint8Array } {
  const view = new DataView(inner.buffer, inner.byteOffset)
  const long = view.getUint32(4)
  const length = Number(view.getBigUint64(8 + long))
  const start = 16 + long
  return {
    magic: text(inner.slice(0, 4)),
    header: JSON.parse(text(inner.slice(8, 8 + long))) as Header,
    body: inner.slice(start, start + length),
    rest: inner.slice(start + length),
  }
}

/** Open an envelope: its header, and the form it holds when it holds one. */
export async function read(envelope: Pick<Envelope, 'file'>, identity: string): Promise<{ header: Header; body: Uint8Array<ArrayBuffer>; form: () => Promise<FormData> }> {
  const { header, body } = unpacked(await opened(envelope.file, identity))
  const type = 'content_type' in header ? header.content_type : ''
  return { header, body, form: () => new Response(body, { headers: { 'content-type': type } }).formData() }
}
