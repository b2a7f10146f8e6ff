/** The screens that fill a form, and the engine under them, made ready while nobody waits for them. */

export const fillScreen = () => import('../form/FillScreen.vue')
export const testimonyScreen = () => import('../form/TestimonyScreen.vue')

const SOON = 300

/** Fetch and compile them when the phone has nothing else to do: the first touch then opens at once. A phone that cannot now will when a form is opened. */
export function warmUp(): void {
  const get = () => void Promise.allSettled([fillScreen(), testimonyScreen()])
  if (typeof requestIdleCallback === 'function') requestIdleCallback(get, { timeout: 2_000 })
  else setTimeout(get, SOON)
}
