/** "Like last time": answers that seldom change are remembered locked, per form, and offered; none fills itself. Nothing of a testimony is remembered. */
import { heldBy, leaves, pathOf, type AnyChildNode, type RootNode } from '../core/engine'
import { remember, remembered } from '../core/vault'

const STABLE = new Set(['commune', 'site', 'observers', 'language', 'zone'])

export type LastTime = Readonly<Record<string, string>>

/** Say whether a question's answer is one that seldom changes. */
export function isStable(node: AnyChildNode): boolean {
  return STABLE.has(pathOf(node).split('/').pop() ?? '')
}

/** Return what was answered last time, by path; the vault must be open. */
export async function lastTime(form: string): Promise<LastTime> {
  return (await remembered<LastTime>(`last/${form}`)) ?? {}
}

/** Return the answers to remember from a form. */
export function stableAnswers(root: RootNode): LastTime {
  const stable = leaves(root).filter((node) => isStable(node) && heldBy(node) !== '')
  return Object.fromEntries(stable.map((node) => [pathOf(node), heldBy(node)]))
}

/** Remember them; a question left empty this time keeps the answer of the time before. */
export async function rememberAnswers(form: string, answers: LastTime): Promise<void> {
  await remember(`last/${form}`, { ...(await lastTime(form)), ...answers })
}
