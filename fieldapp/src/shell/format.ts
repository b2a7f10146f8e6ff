/** Sizes and times as they are said in the language of the screens. */
import { t, tongue } from '../i18n'

const UNITS = [
  { unit: 'megabyte', bytes: 1e6, digits: 1 },
  { unit: 'kilobyte', bytes: 1e3, digits: 0 },
] as const

/** Say a size, rounded so that it can be read at a glance. */
export function size(bytes: number): string {
  const { unit, bytes: one, digits } = UNITS.find((each) => bytes >= each.bytes) ?? UNITS[1]
  const value = bytes > 0 ? Math.max(bytes / one, 1) : 0
  return new Intl.NumberFormat(known() ? locale() : 'en', { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}

const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

/** Say how long ago. */
export function ago(then: number, now = Date.now()): string {
  const { unit, ms } = STEPS.find((step) => now - then >= step.ms) ?? STEPS[2]
  const n = Math.max(0, Math.floor((now - then) / ms))
  if (!known()) return t(`ago.${unit}`, { n })
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(-n, n ? unit : 'second')
}

/** Say a day, `2026-11-27`. */
export function day(iso: string): string {
  const at = new Date(`${iso.slice(0, 10)}T12:00:00`)
  if (!known()) return iso.slice(0, 10).split('-').reverse().join('/')
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
}

/** Whether the browser knows how times are said in the language of the screens: few do in Tigrinya or Pashto. */
function known(): boolean {
  return Intl.RelativeTimeFormat.supportedLocalesOf(tongue.value.code).length > 0
}

/** Days in the calendar of here and figures as on the numbers to call: a date said in Farsi must be found on a French notice. */
function locale(): string {
  const { code } = tongue.value
  return code === 'fr' || code === 'en' ? code : `${code}-u-ca-gregory-nu-latn`
}
