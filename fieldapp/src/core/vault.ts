/**
 * The phone's vault: drafts are locked with a random key that lives in memory only, wrapped by four words and, where the phone has one, by a passkey (WebAuthn PRF).
 *
 * Four words of the list are worth 45 bits before 64 MiB and three passes of Argon2id for each guess: the counter of tries below stops a hand, not a copied disk; the
 * words do. A finger can be forced: `lock` with `wordsOnly` asks for the words next time. Sources: RFC 9106; W3C WebAuthn Level 3, PRF extension.
 */
import { random, text, utf8, type Bytes } from './bytes'
import { keep, recall, store, together, type Locked } from './store'

export const TRIES = 10
const COST = { memory: 65_536, passes: 3, lanes: 1 }
const SALT = 16
const NONCE = 12

interface Wrapped {
  iv: Bytes
  bytes: Bytes
}

interface ByWords extends Wrapped {
  salt: Bytes
  cost: typeof COST
  tries: number
}

interface ByPasskey extends Wrapped {
  credential: Bytes
  salt: Bytes
}

/** `wrong` comes with the tries that are left; `erased`: there were none, drafts are noise from now on. */
export type Opened = { result: 'open' } | { result: 'wrong'; left: number } | { result: 'erased' } | { result: 'none' }

let key: CryptoKey | null = null

/** Say whether drafts can be read now. */
export function isOpen(): boolean {
  return key !== null
}

/** Say whether this phone has a vault. */
export async function exists(): Promise<boolean> {
  return (await recall<ByWords>('vault')) !== undefined
}

/** Make a vault that these words open, and leave it open. Whatever an older one locked is noise from then on. */
export async function create(words: string): Promise<void> {
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])
  const salt = random(SALT)
  const wrapping = await stretch(words, salt, COST)
  const row: ByWords = { ...(await wrap(fresh, wrapping)), salt, cost: COST, tries: 0 }
  await together(['meta', 'drafts', 'pieces', 'memory'], (t) => {
    for (const table of ['drafts', 'pieces', 'memory'] as const) void t.objectStore(table).clear()
    void t.objectStore('meta').delete('passkey')
    void t.objectStore('meta').put(false, 'words_only')
    void t.objectStore('meta').put(row, 'vault')
  })
  key = await unwrap(row, wrapping, false)
}

/** Return how many tries are left before the vault erases itself. */
export async function triesLeft(): Promise<number> {
  return TRIES - ((await recall<ByWords>('vault'))?.tries ?? 0)
}

/** Try words. A try is counted before it is checked: taking the battery out does not give it back. */
export async function open(words: string): Promise<Opened> {
  const row = await recall<ByWords>('vault')
  if (!row) return { result: 'none' }
  const tries = row.tries + 1
  await keep('vault', { ...row, tries })
  try {
    key = await unwrap(row, await stretch(words, row.salt, row.cost), false)
  } catch {
    if (tries < TRIES) return { result: 'wrong', left: TRIES - tries }
    await forget()
    return { result: 'erased' }
  }
  await keep('vault', { ...row, tries: 0 })
  await keep('words_only', false)
  return { result: 'open' }
}

/** Close the vault. `wordsOnly`: the passkey does not open it again before the words did. */
export async function lock(wordsOnly = false): Promise<void> {
  key = null
  if (wordsOnly) await keep('words_only', true)
}

/** Erase the wrapped keys and all they locked. What is sealed in the outbox stays, and can still be sent. */
export async function forget(): Promise<void> {
  key = null
  await together(['meta', 'drafts', 'pieces', 'memory'], (t) => {
    void t.objectStore('meta').delete('vault')
    void t.objectStore('meta').delete('passkey')
    for (const table of ['drafts', 'pieces', 'memory'] as const) void t.objectStore(table).clear()
  })
}

/** Say whether a finger or the phone's own code can open the vault now. */
export async function hasPasskey(): Promise<boolean> {
  return (await recall<ByPasskey>('passkey')) !== undefined && (await recall<boolean>('words_only')) !== true
}

/** Say whether this phone could make a passkey at all. */
export async function canHavePasskey(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)
}

/**
 * Let a finger, or the phone's own code, open the vault too.
 *
 * @param words - the words of the vault: its key leaves them for the time of wrapping it once more.
 * @param label - what the phone calls the passkey; it names nobody.
 * @returns false when the words are wrong, or the phone's passkeys give no secret (no PRF).
 */
export async function addPasskey(words: string, label: string): Promise<boolean> {
  const vault = await recall<ByWords>('vault')
  if (!vault) return false
  const whole = await stretch(words, vault.salt, vault.cost).then((w) => unwrap(vault, w, true)).catch(() => null)
  if (!whole) return false
  const salt = random(32)
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: random(32),
      rp: { name: 'Carnet' },
      user: { id: random(16), name: label, displayName: label },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
      extensions: { prf: { eval: { first: salt } } },
    },
  })) as PublicKeyCredential | null
  if (!made?.getClientExtensionResults().prf?.enabled) return false
  const credential = new Uint8Array(made.rawId)
  const secret = prfSecret(made) ?? (await askPasskey(credential, salt))
  if (!secret) return false
  const row: ByPasskey = { ...(await wrap(whole, await derived(secret))), credential, salt }
  await keep('passkey', row)
  return true
}

/** Try the passkey. Cancelled, refused or gone: false, and the words still work. */
export async function openWithPasskey(): Promise<boolean> {
  const row = await recall<ByPasskey>('passkey')
  if (!row || !(await hasPasskey())) return false
  try {
    const secret = await askPasskey(row.credential, row.salt)
    if (!secret) return false
    key = await unwrap(row, await derived(secret), false)
  } catch {
    return false
  }
  const words = await recall<ByWords>('vault')
  if (words) await keep('vault', { ...words, tries: 0 })
  return true
}

/**
 * Lock bytes.
 *
 * @param about - what they are (id of the draft, name of the piece): they open under no other name.
 * @throws Error `locked`
 */
export async function lockBytes(bytes: Uint8Array<ArrayBuffer>, about: string): Promise<Locked> {
  const iv = random(NONCE)
  const done = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(about) }, held(), bytes)
  return { iv, bytes: new Uint8Array(done) }
}

/** Unlock bytes; throws when the vault is closed, or when they are not what was locked under that name. */
export async function unlockBytes(locked: Locked, about: string): Promise<Bytes> {
  const { iv, bytes } = locked
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(about) }, held(), bytes))
}

/** Remember something small under a name, locked. */
export async function remember(name: string, value: unknown): Promise<void> {
  const locked = await lockBytes(utf8(JSON.stringify(value)), name)
  await together(['memory'], (t) => void t.objectStore('memory').put(locked, name))
}

/** Return what was remembered under a name; nothing if there is none, or if it no longer opens. */
export async function remembered<T>(name: string): Promise<T | undefined> {
  const locked = await (await store()).get('memory', name)
  if (!locked) return undefined
  try {
    return JSON.parse(text(await unlockBytes(locked, name))) as T
  } catch {
    return undefined
  }
}

function held(): CryptoKey {
  if (!key) throw new Error('locked')
  return key
}

/** Words as they are stretched: small letters, one space between, accents as one sign. */
export function tidyWords(words: string): string {
  return words.normalize('NFKC').trim().toLowerCase().split(/[\s\-–,;.]+/u).filter(Boolean).join(' ')
}

/** Fetch what stretches words: called early, the words open the vault as soon as they are there. */
export const stretcher = () => import('./stretching')

async function stretch(words: string, salt: Bytes, cost: typeof COST): Promise<CryptoKey> {
  const { argon2id } = await stretcher()
  const secret = await argon2id({
    password: tidyWords(words),
    salt,
    iterations: cost.passes,
    memorySize: cost.memory,
    parallelism: cost.lanes,
    hashLength: 32,
    outputType: 'binary',
  })
  return importWrapping(new Uint8Array(secret))
}

async function derived(secret: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('carnet/passkey/1') }
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

function importWrapping(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['wrapKey', 'unwrapKey'])
}

async function wrap(fresh: CryptoKey, wrapping: CryptoKey): Promise<Wrapped> {
  const iv = random(NONCE)
  return { iv, bytes: new Uint8Array(await crypto.subtle.wrapKey('raw', fresh, wrapping, { name: 'AES-GCM', iv })) }
}

/** Only a key that is about to be wrapped once more may leave WebCrypto. */
async function unwrap(row: Wrapped, wrapping: CryptoKey, mayLeave: boolean): Promise<CryptoKey> {
  const how = { name: 'AES-GCM', iv: row.iv }
  return crypto.subtle.unwrapKey('raw', row.bytes, wrapping, how, 'AES-GCM', mayLeave, ['encrypt', 'decrypt'])
}

function prfSecret(credential: PublicKeyCredential): Bytes | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first
  return first ? new Uint8Array(first as ArrayBuffer) : undefined
}

async function askPasskey(credential: Bytes, salt: Bytes): Promise<Bytes | undefined> {
  const given = (await navigator.credentials.get({
    publicKey: {
      challenge: random(32),
      allowCredentials: [{ type: 'public-key', id: credential }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: salt } } },
    },
  })) as PublicKeyCredential | null
  return given ? prfSecret(given) : undefined
}
