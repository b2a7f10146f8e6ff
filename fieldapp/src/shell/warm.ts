/** The screens that fill a form, and the engine under them, made ready while nobody waits for them. */
import { app } from '../state'

export const fillScreen = () => import('../form/FillScreen.vue')
export const testimonyScreen = () => import('../form/TestimonyScreen.vue')

const SOON = 300

/** Fetch and compile them when the phone has nothing else to do: the first touch then opens at once. A phone that cannot now will when a form is opened. */
export function warmUp(): void {
  const get = () => void Promise.allSettled([fillScreen(), testimonyScreen()]).then(readOne).catch(() => undefined)
  if (typeof requestIdleCallback === 'function') requestIdleCallback(get, { timeout: 2_000 })
  else setTimeout(get, SOON)
}

let warm = false

/** The first form an engine reads takes longest, and the first seal: it reads one that nobody opened and seals a blank, and lets both go. */
async function readOne(): Promise<void> {
  const form = app.forms.find((one) => one.draft)
  if (warm || !form || !app.open) return
  warm = true
  const [{ openForm, speak }, { mediaOf }] = await Promise.all([import('../core/engine'), import('../core/observation')])
  speak(await openForm(form.xml, mediaOf(form)), 'fr')
  const { rehearse } = await import('../core/envelope')
  await rehearse()
}
