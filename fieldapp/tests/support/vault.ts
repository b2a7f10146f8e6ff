/** A vault of four words at a small price, for the tests that are not about the price: written as the app writes one, then opened by the app. */
import { argon2id } from 'hash-wasm'
import { random } from '@/core/bytes'
import { keep } from '@/core/store'
import { open, tidyWords } from '@/core/vault'

const CHEAP = { memory: 256, passes: 1, lanes: 1 }

/** Make a vault and leave it open. */
export async function cheapVault(words: string): Promise<void> {
  const [salt, iv] = [random(16), random(12)]
  const made = { password: tidyWords(words), salt, iterations: CHEAP.passes, memorySize: CHEAP.memory, parallelism: CHEAP.lanes, hashLength: 32, outputType: 'binary' } as const
  const wrapping = await crypto.subtle.importKey('raw', new Uint8Array(await argon2id(made)), 'AES-GCM', false, ['wrapKey'])
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])
  const bytes = new Uint8Array(await crypto.subtle.wrapKey('raw', key, wrapping, { name: 'AES-GCM', iv }))
  await keep('vault', { iv, bytes, salt, cost: CHEAP, tries: 0 })
  const { result } = await open(words)
  if (result !== 'open') throw new Error(`the vault says ${result}`)
}
