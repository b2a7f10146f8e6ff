/** Answers as people say them: digits of any script, a day, a clock, a name in few words. */
import { answer, heldBy, leaves, type AnyChildNode, type AnyNode, type SelectNode, type UploadNode } from '../core/engine'
import { kindOf } from './kinds'

/** Answer a question; false when the engine kept something else, or threw. */
export function take(node: AnyChildNode, value: string): boolean {
  try {
    return answer(node, value)
  } catch {
    return false
  }
}

/** Give a file to a question, or take it away. */
export function put(node: UploadNode, file: File | null): void {
  node.setValue(file)
}

/** Return digits as the engine reads them: those of Arabic and of Persian are made plain, a comma is a point. */
export function plainNumber(typed: string): string {
  return typed
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[,٫]/g, '.')
    .replace(/[\s\u00a0\u202f]/g, '')
}

/** Return a day where one stands, `2026-11-27`. */
export function localDay(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

/** Return a clock where one stands, `07:15`. */
export function localClock(moment: Date): string {
  return `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`
}

/** Return seconds as `3:07`. */
export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
}

/** Return what a question was answered, in the form's language; empty when it was not. */
export function spoken(node: AnyChildNode): string {
  const held = heldBy(node)
  if (held === '' || node.nodeType === 'note') return ''
  if (node.nodeType === 'select') return labels(node)
  const kind = kindOf(node)
  if (kind === 'time') return held.slice(0, 5)
  if (kind === 'place') return `± ${Math.round(Number(held.split(' ')[3] ?? 0))} m`
  if (kind === 'trigger') return '✓'
  return held
}

function labels(node: SelectNode): string {
  return node.currentState.value.map((value) => node.getValueOption(value)?.label.asString ?? value).join(', ')
}

/** Say whether a question can hold an answer. */
export function isAsked(node: AnyChildNode): boolean {
  return node.nodeType !== 'note' && kindOf(node) !== 'unknown'
}

/** Say whether anything under a node was answered. */
export function hasAnswers(node: AnyNode): boolean {
  return leaves(node).some((leaf) => isAsked(leaf) && heldBy(leaf) !== '')
}

/** What was answered, in numbers. */
export interface Tally {
  answers: number
  photos: number
  sounds: number
  files: number
  empty: number
}

/** Count what was answered among questions. */
export function tally(nodes: readonly AnyChildNode[]): Tally {
  const done: Tally = { answers: 0, photos: 0, sounds: 0, files: 0, empty: 0 }
  for (const node of nodes.filter(isAsked)) {
    const kind = kindOf(node)
    if (heldBy(node) === '') done.empty += 1
    else if (kind === 'photo') done.photos += 1
    else if (kind === 'sound') done.sounds += 1
    else if (kind === 'file') done.files += 1
    else done.answers += 1
  }
  return done
}
