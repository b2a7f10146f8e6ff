/**
 * Parts of `age-encryption` that Carnet never calls: it seals to X25519 keys and to nothing else (`core/card.ts` takes no other). Passwords, the post-quantum hybrid and
 * the tags of hardware keys stay out of the phone. `tests/packing.test.ts` says what the corpus needs; the tests all run with this file in their place.
 */
const gone = (what: string) => () => {
  throw new Error(`Carnet was packed without ${what}`)
}

export const scrypt = gone('scrypt')
export const MLKEM768P256 = { encapsulate: gone('the hybrid'), decapsulate: gone('the hybrid'), keygen: gone('the hybrid') }
export const MLKEM768X25519 = MLKEM768P256
export const p256 = { Point: { fromBytes: gone('P-256'), fromHex: gone('P-256') } }
