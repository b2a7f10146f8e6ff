/**
 * Builds the app into the static files of the house, and writes the worker that keeps it offline: the list of its files, each with its digest.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { aliases, decided } from './packing'
import { engineBeside } from './packing/engine'
import { firstVisit, LIMIT, weigh } from './packing/weight.js'

const BASE = '/carnet/'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const OUT = here('../src/vigie/collection/static/collection/carnet')
/** Texts and fonts of the languages one has not chosen, and the drawings a phone asks for when it installs: kept when they are first used, not with the rest. */
const LATER = /\/assets\/(tongue-.*\.js|.*\.woff2)$|\/icon-[\w-]+\.png$/
/**
 * All that the first screens are made of, in one file: on a slow line each file more is a request more, and what one file asks for only when it is read is a round trip more.
 * What they need comes with them; what they fetch later (forms, engine, sealing, languages) does not.
 */
const SHELL = { name: 'shell', tags: ['$initial' as const] }
const COMPRESSED = /\.(js|css|html|svg|webmanifest|wasm|json)$/

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesUnder(path) : [path]
  })
}

/** `messages/ar.json` becomes `tongue-ar-….js`: the worker knows a language by the name of its file. */
function chunkName(chunk: { facadeModuleId?: string | null }): string {
  const tongue = /\/messages\/(\w+)\.json$/.exec(chunk.facadeModuleId ?? '')?.[1]
  return tongue ? `assets/tongue-${tongue}-[hash].js` : 'assets/[name]-[hash].js'
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64')

/** What version this is: the digest of what it was made of. */
function version(): string {
  const sum = createHash('sha256')
  for (const file of filesUnder(here('src')).sort()) sum.update(readFileSync(file))
  return sum.digest('hex').slice(0, 8)
}

/** The worker holds the list of what it keeps; whatever does not match its digest is refused. */
function worker(): Plugin {
  return {
    name: 'carnet-worker',
    apply: 'build',
    closeBundle() {
      const files = filesUnder(OUT).filter((file) => !/\.(br|gz)$|\/sw\.js$/.test(file))
      const list = files.map((file) => {
        const path = relative(OUT, file)
        return [BASE + (path === 'index.html' ? '' : path), digest(readFileSync(file))] as const
      })
      const all = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 12)
      const first = list.filter(([path]) => !LATER.test(path))
      const later = list.filter(([path]) => LATER.test(path))
      const source = readFileSync(here('src/worker/sw.js'), 'utf8')
      const made = source
        .replace('__FILES__', JSON.stringify(first))
        .replace('__LATER__', JSON.stringify(later))
        .replace('__VERSION__', all)
      writeFileSync(join(OUT, 'sw.js'), made)
      for (const file of [...files, join(OUT, 'sw.js')].filter((one) => COMPRESSED.test(one))) {
        const bytes = readFileSync(file)
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
        writeFileSync(`${file}.br`, brotliCompressSync(bytes))
      }
      const weight = firstVisit(weigh(OUT))
      if (weight > LIMIT) this.error(`the app weighs ${weight.toFixed(1)} kB gz, above ${LIMIT}: see "npm run weight"`)
    },
  }
}

export default defineConfig({
  base: BASE,
  define: { __CARNET_VERSION__: JSON.stringify(version()), ...decided },
  plugins: [vue(), engineBeside(), worker()],
  resolve: { alias: aliases },
  server: { fs: { allow: ['..'] } },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    rollupOptions: { output: { chunkFileNames: chunkName, codeSplitting: { groups: [SHELL] } } },
  },
})
