/** Language and theme, kept with the card. */
import { keep, recall } from '../core/store'
import { speakIn, tongue, TONGUES, type Code } from '../i18n'
import { shallowRef } from 'vue'

export type Theme = 'auto' | 'light' | 'dark'
export const theme = shallowRef<Theme>('auto')

const GROUND = { light: '#0f4c5c', dark: '#101b22' }

/** Put the screens as they were left; without a choice, in the language of the phone if we speak it. */
export async function readPreferences(): Promise<void> {
  const [chosen, spoken] = await Promise.all([recall<Theme>('theme'), recall<Code>('tongue')])
  wear(chosen ?? 'auto')
  const code = spoken ?? ofThePhone()
  if (code !== tongue.value.code) await speakIn(code).catch(() => undefined)
}

/** Say everything in a language from now on; false when its texts could not be fetched. */
export async function chooseTongue(code: Code): Promise<boolean> {
  try {
    await speakIn(code)
  } catch {
    return false
  }
  await keep('tongue', code)
  return true
}

/** Wear a theme from now on. */
export async function chooseTheme(chosen: Theme): Promise<void> {
  wear(chosen)
  await keep('theme', chosen)
}

function wear(chosen: Theme): void {
  theme.value = chosen
  if (chosen === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark ? GROUND.dark : GROUND.light)
}

function ofThePhone(): Code {
  const spoken = navigator.languages.map((language) => language.slice(0, 2))
  return TONGUES.find((one) => one.code === spoken[0])?.code ?? 'fr'
}
