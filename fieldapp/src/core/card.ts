/** The card of a phone: what its square code holds. See PROTOCOL.md, "The card". */
import { base64, join, text, type Bytes } from './bytes'

export type World = 'real' | 'demo' | 'practice'

export interface Card {
  /** Address of the house for this phone, token included, no slash at the end; a path when it is this very house. */
  house: string
  slug: string
  organisation: string
  /** age recipient of the association. */
  key: string
  /** age recipient of the house's intake. */
  intake: string
  world: World
}

/** Why a card cannot be used: `unreadable` (cut, not a card), `other_house` (made by another house), `old` (without keys). */
export class BadCard extends Error {
  constructor(readonly code: 'unreadable' | 'other_house' | 'old') {
    super(code)
  }
}

const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/
const WORLDS: readonly string[] = ['real', 'demo', 'practice']
const PHONE = /^\/(exercice\/)?k\/[\w-]+$/
const LONGEST = 64 * 1024

/**
 * Read the text of a card.
 *
 * @param code - `base64(zlib(json))`, in either alphabet of base64.
 * @param origin - origin of this page: a card of another house is refused.
 * @throws BadCard
 */
export async function readCard(code: string, origin: string): Promise<Card> {
  const told = await unpack(code)
  const address = parseAddress(told, origin)
  const vigie = (told as { vigie?: Record<string, unknown> }).vigie
  if (!vigie) throw new BadCard('old')
  const { key, intake, slug, world } = vigie
  if (!isRecipient(key) || !isRecipient(intake) || typeof slug !== 'string' || !WORLDS.includes(String(world)))
    throw new BadCard('unreadable')
  const name = (told as { project?: { name?: unknown } }).project?.name
  return { house: address, slug, organisation: typeof name === 'string' ? name : slug, key, intake, world: world as World }
}

function isRecipient(value: unknown): value is string {
  return typeof value === 'string' && RECIPIENT.test(value)
}

async function unpack(code: string): Promise<unknown> {
  try {
    const packed = base64(code.trim())
    return JSON.parse(await inflated(packed))
  } catch {
    throw new BadCard('unreadable')
  }
}

/** A card is a few hundred bytes: what swells further is no card, and must not fill the memory of a phone. */
async function inflated(packed: Bytes): Promise<string> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
  const pieces: Uint8Array[] = []
  for (let length = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text(join(pieces))
    length += value.length
    pieces.push(value)
    if (length > LONGEST) {
      await reader.cancel()
      throw new BadCard('unreadable')
    }
  }
}

function parseAddress(told: unknown, origin: string): string {
  const address = (told as { general?: { server_url?: unknown } } | null)?.general?.server_url
  if (typeof address !== 'string') throw new BadCard('unreadable')
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new BadCard('unreadable')
  }
  if (url.origin !== origin) throw new BadCard('other_house')
  const path = url.pathname.replace(/\/+$/, '')
  // `//elsewhere.example/k/…` is a path of this house to the address bar, and another house to a request
  if (!PHONE.test(path)) throw new BadCard('unreadable')
  return path
}
