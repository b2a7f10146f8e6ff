/** What the build and the tests share: what stands where another thing stood, and what is decided before running. */
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Dependencies of dependencies that nothing of ours reaches. */
export const LEFT_OUT = ['@noble/post-quantum/hybrid.js', '@noble/curves/nist.js', '@noble/hashes/scrypt.js'] as const

/** Aliases by exact name. */
export const aliases = [
  { find: /^@words(?=\?|$)/, replacement: here('../../src/vigie/kernel/data/words_fr.txt') },
  { find: /^@(?=\/)/, replacement: here('../src') },
  ...LEFT_OUT.map((name) => ({ find: new RegExp(`^${name.replaceAll('.', '\\.')}$`), replacement: here('left-out.ts') })),
]

/**
 * Components are all written with `setup`, and nobody looks into a phone with Vue's tools.
 *
 * `eval` by its global name: the page's policy forbids it whatever its name, and a file in which it is called directly keeps every long name it has.
 */
export const decided = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  eval: 'globalThis.eval',
}
