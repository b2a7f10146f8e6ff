/** The card of a phone: what its square code holds. See PROTOCOL.md, "The card". */
import { base64 } from './bytes'

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

/**
 * Read the text of a card.
 *
 * @param text - `base64(zlib(json))`, in either alphabet of base64.
 * @param origin - origin of this page: a card of another house is refused.
 * @throws BadCard
 */
export async function readCard(text: string, origin: string): Promise<Card> {
  const told = await unpack(text)
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

async function unpack(text: string): Promise<unknown> {
  try {
    const packed = base64(text.trim())
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
    return JSON.parse(await new Response(stream).text())
  } catch {
    throw new BadCard('unreadable')
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
  return url.pathname.replace(/\/+$/, '')
}
