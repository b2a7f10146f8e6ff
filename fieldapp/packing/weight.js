/**
 * What a phone keeps of the app, in compressed bytes: everything the worker takes at the first visit, the worker and the page themselves. Fonts and the texts of the other
 * languages come when they are chosen and are counted apart.
 *
 * `npm run weight` prints it; the build refuses to end above the limit.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Gzipped kB (1000 bytes) kept at the first visit. A little above what is reached. */
export const LIMIT = 380

const OUT = fileURLToPath(new URL('../../src/vigie/collection/static/collection/carnet', import.meta.url))
const BASE = '/carnet/'

/**
 * Weigh what the worker's lists name.
 *
 * @param {string} [folder]
 * @returns {{ name: string, raw: number, gz: number, br: number, first: boolean }[]} the heaviest first.
 */
export function weigh(folder = OUT) {
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8')
  const listed = (name) => JSON.parse(new RegExp(`const ${name} = (?:new Map\\()?(\\[.*?\\]\\])`).exec(worker)?.[1] ?? '[]').map(([path]) => path.slice(BASE.length) || 'index.html')
  const size = (path) => (existsSync(path) ? statSync(path).size : null)
  const row = (first) => (name) => {
    const raw = size(join(folder, name)) ?? 0
    return { name, raw, gz: size(join(folder, `${name}.gz`)) ?? raw, br: size(join(folder, `${name}.br`)) ?? raw, first }
  }
  const rows = [...[...listed('FILES'), 'sw.js'].map(row(true)), ...listed('LATER').map(row(false))]
  return rows.sort((one, other) => other.gz - one.gz)
}

/** @param {{ gz: number, first: boolean }[]} rows @returns {number} gzipped kB of the first visit. */
export function firstVisit(rows) {
  return rows.filter(({ first }) => first).reduce((sum, { gz }) => sum + gz, 0) / 1000
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = weigh()
  const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9)
  const line = (name, { raw, gz, br }) => `${name.padEnd(44)}${kb(raw)}${kb(gz)}${kb(br)}\n`
  const sum = (some) => some.reduce((all, one) => ({ raw: all.raw + one.raw, gz: all.gz + one.gz, br: all.br + one.br }), { raw: 0, gz: 0, br: 0 })
  let told = `${'kB'.padEnd(44)}${'raw'.padStart(9)}${'gz'.padStart(9)}${'br'.padStart(9)}\n`
  for (const row of rows.filter(({ first }) => first)) told += line(row.name.replace('assets/', ''), row)
  told += line('kept at the first visit', sum(rows.filter(({ first }) => first)))
  const later = rows.filter(({ first }) => !first)
  told += line('when chosen: texts of five languages', sum(later.filter(({ name }) => name.endsWith('.js'))))
  told += line('when chosen: fonts', sum(later.filter(({ name }) => name.endsWith('.woff2'))))
  told += `limit of the first visit: ${LIMIT} kB gz\n`
  process.stdout.write(told)
  process.exitCode = firstVisit(rows) > LIMIT ? 1 : 0
}
