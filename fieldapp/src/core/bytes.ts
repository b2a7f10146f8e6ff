/** Bytes, in and out of text. */

export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Return the bytes of a text, in UTF-8. */
export function utf8(text: string): Bytes {
  return encoder.encode(text)
}

/** Return the text of bytes in UTF-8; throws on any others. */
export function text(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Return the bytes of a base64 text, in the usual alphabet or in the one of addresses; throws on any other. */
export function base64(value: string): Bytes {
  const plain = atob(value.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

/** Return random bytes. */
export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** Put pieces end to end. */
export function join(pieces: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
