/** A sentence of ours in the person's language, whatever the language of the screens. */
import { ref, watch, type Ref } from 'vue'
import french from '../messages/fr.json'
import { TONGUES, type Code, type Key } from '../../i18n'
import { form as texts } from '../../i18n/load'

export interface Spoken {
  text: string
  code: Code
  dir: 'rtl' | 'ltr'
}

/** Return a sentence in the language there is now; in French until that language is fetched. */
export function usePhrase(key: Key & keyof typeof french, code: () => Code): Ref<Spoken> {
  const said = ref<Spoken>({ text: french[key], code: 'fr', dir: 'ltr' })
  watch(
    code,
    async (now) => {
      const loaded: Partial<Record<string, string>> = now === 'fr' ? french : (await texts[now]()).default
      if (now !== code()) return
      const text = loaded[key]
      said.value = text ? { text, code: now, dir: rightToLeft(now) ? 'rtl' : 'ltr' } : { text: french[key], code: 'fr', dir: 'ltr' }
    },
    { immediate: true },
  )
  return said
}

function rightToLeft(code: Code): boolean {
  return TONGUES.find((one) => one.code === code)?.rightToLeft ?? false
}
