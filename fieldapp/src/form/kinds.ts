/** Which control a question is answered with, and which questions are shown as one. */
import type { AnyChildNode, SelectNode, UploadNode } from '../core/engine'

export type Kind =
  | 'short' | 'long' | 'whole' | 'decimal' | 'date' | 'time' | 'one' | 'list' | 'many' | 'note' | 'trigger' | 'place' | 'photo' | 'sound' | 'file'
  | 'unknown'

/** More answers than this are searched, not spread out. */
const SPREAD = 8
const QUALIFIERS = ['exact', 'min', 'about', 'unknown']

/** Return the control of a question. */
export function kindOf(node: AnyChildNode): Kind {
  switch (node.nodeType) {
    case 'note':
    case 'trigger':
      return node.nodeType
    case 'select':
      return selectKind(node)
    case 'upload':
      return uploadKind(node)
    case 'range':
      return node.valueType === 'int' ? 'whole' : 'decimal'
    case 'input':
      return inputKind(node)
    default:
      return 'unknown'
  }
}

function selectKind(node: SelectNode): Kind {
  if (node.selectType === 'select') return 'many'
  return node.currentState.valueOptions.length > SPREAD ? 'list' : 'one'
}

function uploadKind(node: UploadNode): Kind {
  const { type } = node.nodeOptions.media
  return type === 'image' ? 'photo' : type === 'audio' ? 'sound' : 'file'
}

function inputKind(node: AnyChildNode & { nodeType: 'input' }): Kind {
  switch (node.valueType) {
    case 'string':
      return has(node, 'multiline') ? 'long' : 'short'
    case 'int':
      return 'whole'
    case 'decimal':
    case 'date':
    case 'time':
      return node.valueType
    case 'geopoint':
      return 'place'
    default:
      return 'unknown'
  }
}

/** Say whether a form gave a question this appearance. */
export function has(node: AnyChildNode, appearance: string): boolean {
  return Boolean((node.appearances as Record<string, unknown> | null)?.[appearance])
}

/** What stands in a page: one node, or counts with the word that qualifies them. */
export type Block = { node: AnyChildNode } | { qualifier: SelectNode; counts: AnyChildNode[] }

/**
 * Gather the counts that follow a qualifier.
 *
 * A qualifier that no count follows qualifies nothing: it is left out.
 */
export function blocksOf(nodes: readonly AnyChildNode[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at]!
    if (!isQualifier(node)) {
      blocks.push({ node })
      continue
    }
    let end = at + 1
    while (end < nodes.length && kindOf(nodes[end]!) === 'whole') end += 1
    if (end > at + 1) blocks.push({ qualifier: node, counts: nodes.slice(at + 1, end) })
    at = end - 1
  }
  return blocks
}

/** Say whether a question is the one that says how numbers were made. */
export function isQualifier(node: AnyChildNode): node is SelectNode {
  if (node.nodeType !== 'select' || node.selectType !== 'select1') return false
  const values = node.currentState.valueOptions.map((option: { value: string }) => option.value)
  return values.length === QUALIFIERS.length && QUALIFIERS.every((value) => values.includes(value))
}
