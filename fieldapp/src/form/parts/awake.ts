/** The screen stays lit while a person speaks: a phone that sleeps would stop the recording. */

/**
 * Keep the screen lit, where the phone lets a page do it.
 *
 * @returns a function that lets it sleep again.
 */
export function keepAwake(): () => void {
  const asked = navigator.wakeLock?.request('screen').catch(() => null)
  return () => void asked?.then((held) => held?.release())
}
