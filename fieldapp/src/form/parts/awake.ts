/** A person who speaks does not touch the phone: while one records, the screen stays lit, and the phone does not lock itself as if nobody were there. */
import { someoneIsHere } from '../../shell/guard'

/**
 * Keep the phone awake, as far as it lets a page do it.
 *
 * @returns a function that lets it sleep again.
 */
export function keepAwake(): () => void {
  const asked = navigator.wakeLock?.request('screen').catch(() => null)
  const over = someoneIsHere()
  return () => {
    over()
    void asked?.then((held) => held?.release())
  }
}
