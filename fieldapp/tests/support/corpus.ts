/** The forms of the corpus, as the house would give them. `make carnet-test` makes them with the house's own converter. */
import { readFileSync } from 'node:fs'
import type { KeptForm } from '@/core/house'

interface Listed {
  id: string
  languages: string[]
  /** XLSForm type of each question, by path. */
  types: Record<string, string>
}

const read = (name: string) => readFileSync(new URL(`../../forms/${name}`, import.meta.url), 'utf8')
const corpus = JSON.parse(read('corpus.json')) as { forms: Listed[]; supported: string[] }

export const FORMS: readonly Listed[] = corpus.forms
export const SUPPORTED: readonly string[] = corpus.supported
export const EVERY_TYPE = 'tous-les-types'
export const REFUSED = 'refuses'

/** Return the XForm of a form of the corpus. */
export function xmlOf(id: string): string {
  return read(`${id}.xml`)
}

/** Return a form of the corpus as the phone keeps it. */
export function kept(id: string, kind: KeptForm['kind'] = 'observation'): KeptForm {
  return { id, version: '1', hash: '', kind, draft: kind !== 'testimony', titles: { fr: id }, languages: [], url: '', media: [], xml: xmlOf(id), files: [] }
}
