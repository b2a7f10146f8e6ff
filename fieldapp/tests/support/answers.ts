/** Find and answer questions of an open form. */
import { answer, heldBy, pathOf, type AnyChildNode, type AnyNode, type RootNode, type SelectNode, type UploadNode } from '@/core/engine'

/** Return every node under a node, seen or not. */
export function under(node: AnyNode): AnyChildNode[] {
  return ((node.currentState.children ?? []) as readonly AnyChildNode[]).flatMap((child) => [child, ...under(child)])
}

/** Return the question at a path under `/data`, the first of them in a repeat. */
export function at(root: RootNode, path: string): AnyChildNode {
  const found = under(root).find((node) => pathOf(node) === `/data/${path}` && node.nodeType !== 'repeat-instance')
  if (!found) throw new Error(`no question ${path}`)
  return found
}

/** Answer, and fail if it was not kept. */
export function say(root: RootNode, path: string, value: string): void {
  if (!answer(at(root, path), value)) throw new Error(`${path} did not keep ${value}`)
}

/** Choose in a list. */
export function choose(root: RootNode, path: string, ...values: string[]): void {
  const node = at(root, path) as SelectNode
  node.selectValues(values)
  if (heldBy(node) !== values.join(' ')) throw new Error(`${path} did not keep ${values.join(' ')}`)
}

/** Attach a file of random bytes; returns it as the form names it. */
export function attach(root: RootNode, path: string, name: string, size = 2_000): File {
  const file = new File([crypto.getRandomValues(new Uint8Array(size))], name, { type: 'image/jpeg' })
  ;(at(root, path) as UploadNode).setValue(file)
  return file
}

/** Return an answer that the question keeps, whatever its type; nothing when it needs none. */
export function anything(node: AnyChildNode): void {
  switch (node.nodeType) {
    case 'select': {
      const first = node.currentState.valueOptions[0]
      if (first) node.selectValues([first.value])
      return
    }
    case 'trigger':
      node.setValue(true)
      return
    case 'upload':
      node.setValue(new File(['x'], `file-${crypto.randomUUID()}.bin`, { type: 'application/octet-stream' }))
      return
    case 'input':
      if (!answer(node, SAMPLES[node.valueType] ?? 'inventé')) throw new Error(`${pathOf(node)} kept nothing`)
  }
}

const SAMPLES: Record<string, string> = {
  int: '3',
  decimal: '1.5',
  date: '2026-11-27',
  time: '07:15:00.000+01:00',
  dateTime: '2026-11-27T07:15:00.000+01:00',
  geopoint: '50.956000 1.852000 0 12',
}
