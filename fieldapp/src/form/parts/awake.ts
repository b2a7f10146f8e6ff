/** A person who speaks does not touch the phone: while one records, the screen stays lit, and the phone does not lock itself as if nobody were there. */

const SOMEONE_IS_HERE = 60_000

/**
 * Keep the phone awake, as far as it lets a page do it.
 *
 * @returns a function that lets it sleep again.
 */
export function keepAwake(): () => void {
  const asked = navigator.wakeLock?.request('screen').catch(() => null)
  const timer = setInterval(() => dispatchEvent(new Event('pointerdown')), SOMEONE_IS_HERE)
  return () => {
    clearInterval(timer)
    void asked?.then((held) => held?.release())
  }
}
