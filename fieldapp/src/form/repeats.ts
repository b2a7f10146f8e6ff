/** Things that can be told several times: taken away, given back, left out when nothing was said of them. */
import { heldBy, leaves, pathOf, type AnyChildNode, type AnyNode, type RootNode } from '../core/engine'
import { hasAnswers, put, take } from './answers'

export type Repeat = Extract<AnyChildNode, { nodeType: 'repeat-range:uncontrolled' }>

interface Kept {
  path: string
  value: string
  many: readonly string[] | null
  file: File | null
}

/** One thing taken away, with what it takes to give it back. */
export interface Removed {
  at: number
  answers: Kept[]
}

/** Return a node as a repeat, if one may add to it. */
export function asRepeat(node: AnyChildNode): Repeat | null {
  return node.nodeType === 'repeat-range:uncontrolled' ? node : null
}

/** Take an instance away. */
export function remove(range: Repeat, at: number): Removed {
  const instance = range.currentState.children[at]
  const answers = instance ? leaves(instance).map(kept) : []
  range.removeInstances(at)
  return { at, answers }
}

/** Give it back where it was; in the form's order, since an answer may open the next question. */
export function giveBack(range: Repeat, removed: Removed): void {
  range.addInstances(removed.at - 1)
  const instance = range.currentState.children[removed.at]
  if (!instance) return
  for (const one of removed.answers) {
    const node = leaves(instance).find((leaf) => pathOf(leaf) === one.path)
    if (node) restore(node, one)
  }
}

function kept(node: AnyChildNode): Kept {
  return {
    path: pathOf(node),
    value: heldBy(node),
    many: node.nodeType === 'select' ? [...node.currentState.value] : null,
    file: node.nodeType === 'upload' ? node.currentState.value : null,
  }
}

function restore(node: AnyChildNode, one: Kept): void {
  if (node.nodeType === 'select') node.selectValues(one.many ?? [])
  else if (node.nodeType === 'upload') put(node, one.file)
  else if (node.nodeType === 'trigger') node.setValue(one.value !== '')
  else if (one.value) take(node, one.value)
}

/**
 * Take away the instances of which nothing was said: a form opens with a first one, and nobody has to say that there was none.
 *
 * @param node - the form, or one of its pages.
 */
export function dropEmpty(node: RootNode | AnyChildNode): void {
  for (const range of repeatsUnder(node)) {
    const instances = range.currentState.children
    for (let at = instances.length - 1; at >= 0; at -= 1) {
      const instance = instances[at]
      if (instance && !hasAnswers(instance)) range.removeInstances(at)
    }
  }
}

function repeatsUnder(node: AnyNode): Repeat[] {
  if (node.nodeType === 'repeat-range:uncontrolled') return [node]
  const children = (node.currentState.children ?? []) as readonly AnyChildNode[]
  return children.filter((child) => child.currentState.relevant).flatMap(repeatsUnder)
}
