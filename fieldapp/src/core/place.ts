/** Where one stands: the best of half a minute, or as soon as it is good. */

const GOOD = 15
const LONGEST = 25_000

/** A point as a form writes it: `latitude longitude altitude accuracy`. `final`: no better one will come. */
export interface Fix {
  value: string
  accuracy: number
  final: boolean
}

/** `denied`: the person or the phone says no; `none`: no satellite, no answer. */
export type NoFix = 'denied' | 'none'

/**
 * Look for the place.
 *
 * @returns a function that stops looking.
 */
export function locate(found: (fix: Fix) => void, failed: (why: NoFix) => void): () => void {
  let best: Fix | null = null
  const stop = () => {
    navigator.geolocation.clearWatch(watch)
    clearTimeout(timer)
  }
  const end = () => {
    stop()
    if (best) found({ ...best, final: true })
    else failed('none')
  }
  const watch = navigator.geolocation.watchPosition(
    ({ coords }) => {
      if (best && coords.accuracy >= best.accuracy) return
      const value = [coords.latitude.toFixed(6), coords.longitude.toFixed(6), coords.altitude ?? 0, coords.accuracy].join(' ')
      best = { value, accuracy: coords.accuracy, final: coords.accuracy <= GOOD }
      if (best.final) end()
      else found(best)
    },
    (error) => {
      stop()
      failed(error.code === error.PERMISSION_DENIED ? 'denied' : 'none')
    },
    { enableHighAccuracy: true, maximumAge: 0, timeout: LONGEST + 5_000 },
  )
  const timer = setTimeout(end, LONGEST)
  return stop
}
