/**
 * How the form engine is packed. Its file holds two WebAssembly programs as base64, which neither compresses nor is compiled while it comes: they are put beside it, byte for
 * byte, and the engine is told where (it takes an address as well as a data URL). Nothing else of it is changed.
 */
import type { Plugin } from 'vite'

const ENGINE = /@getodk\/xforms-engine\/dist\/index\.js$/
const HELD = /"data:application\/wasm;base64,([A-Za-z0-9+/=]+)"/g
const HOW_MANY = 2

/** Return the programs that the engine's file holds, in order. */
export function programsIn(code: string): Uint8Array[] {
  return [...code.matchAll(HELD)].map(([, text = '']) => Buffer.from(text, 'base64'))
}

/** Put them beside the file. */
export function engineBeside(): Plugin {
  return {
    name: 'carnet-engine',
    apply: 'build',
    transform(code, id) {
      if (!ENGINE.test(id)) return null
      if (programsIn(code).length !== HOW_MANY) this.error('the form engine no longer holds its two programs as it did: look at packing/engine.ts')
      let rank = 0
      const beside = code.replace(HELD, (_, text: string) => {
        rank += 1
        const file = this.emitFile({ type: 'asset', name: `engine-${rank}.wasm`, source: Buffer.from(text, 'base64') })
        return `import.meta.ROLLUP_FILE_URL_${file}`
      })
      return { code: beside, map: null }
    },
  }
}
