/**
 * What the app says, in six languages. French is the source and comes with the app's first bytes; another language is fetched (from the worker's store, offline) when it is chosen.
 *
 * Sentences live beside the screens that say them, `messages/<language>.json`; keys are those of the French files. `{name}` is replaced; a key ending in `_one` is taken
 * instead when `n` is one.
 */
import { computed, reactive } from 'vue'
import formFrench from '../form/messages/fr.json'
import shellFrench from '../shell/messages/fr.json'
import { shell, form } from './load'

export type Key = keyof typeof formFrench | keyof typeof shellFrench
export type Code = 'fr' | 'en' | 'ar' | 'fa' | 'ps' | 'ti'
type Texts = Partial<Record<string, string>>

export interface Tongue {
  code: Code
  name: string
  rightToLeft: boolean
  /** Whether someone who speaks it read the screens over. */
  read: boolean
}

export const TONGUES: readonly Tongue[] = [
  { code: 'fr', name: 'Français', rightToLeft: false, read: true },
  { code: 'en', name: 'English', rightToLeft: false, read: true },
  { code: 'ar', name: 'العربية', rightToLeft: true, read: false },
  { code: 'fa', name: 'فارسی', rightToLeft: true, read: false },
  { code: 'ps', name: 'پښتو', rightToLeft: true, read: false },
  { code: 'ti', name: 'ትግርኛ', rightToLeft: false, read: false },
]

const french: Texts = { ...shellFrench, ...formFrench }
const state = reactive<{ code: Code; texts: Texts }>({ code: 'fr', texts: french })

/** The language of the screens. */
export const tongue = computed<Tongue>(() => TONGUES.find((one) => one.code === state.code) ?? TONGUES[0]!)

/** Put the screens in a language, and the page in its direction. */
export async function speakIn(code: Code): Promise<void> {
  const loaded = code === 'fr' ? french : Object.assign({}, ...(await Promise.all([shell[code](), form[code]()])).map((part) => part.default)) as Texts
  state.texts = loaded
  state.code = code
  document.documentElement.lang = code
  document.documentElement.dir = tongue.value.rightToLeft ? 'rtl' : 'ltr'
}

/** Return a language's name in the one of the screens: who reads no Ethiopic finds Tigrinya all the same. Empty when the phone does not know it, or when it says no more than `own`. */
export function nameOf(code: Code, own: string): string {
  const name = new Intl.DisplayNames([state.code], { type: 'language', fallback: 'none' }).of(code) ?? ''
  return name.toLocaleLowerCase() === own.toLocaleLowerCase() ? '' : name
}

/** Say something. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const one = values.n === 1 ? `${key}_one` : key
  const sentence = state.texts[one] ?? state.texts[key] ?? french[one] ?? french[key] ?? key
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Return a text that comes in several languages, in the one of the screens. */
export function said(words: Readonly<Record<string, string>>): string {
  return words[state.code] ?? words.fr ?? Object.values(words)[0] ?? ''
}
