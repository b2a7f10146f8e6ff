/** The pages of a form: one group or repeat each; questions that stand alone between them are gathered. */
import { heldBy, leaves, shownChildren, violation, type AnyChildNode, type RootNode } from './engine'

export interface Page {
  /** The node id of its first node: what tells it from the others while it is open. */
  id: string
  nodes: AnyChildNode[]
}

/** Return the pages that can be seen now. */
export function pagesOf(root: RootNode): Page[] {
  const pages: Page[] = []
  let loose: Page | null = null
  for (const node of shownChildren(root)) {
    if (node.currentState.children) {
      loose = null
      pages.push({ id: node.nodeId, nodes: [node] })
    } else if (loose) {
      loose.nodes.push(node)
    } else {
      loose = { id: node.nodeId, nodes: [node] }
      pages.push(loose)
    }
  }
  return pages
}

/** Return the questions of a page. */
export function questionsOf(page: Page): AnyChildNode[] {
  return page.nodes.flatMap((node) => (node.currentState.children ? leaves(node) : [node]))
}

/** Return the questions of a page whose answers do not pass. */
export function troubles(page: Page): AnyChildNode[] {
  return questionsOf(page).filter((node) => violation(node) !== null)
}

/** Say whether anything was answered on a page. */
export function touched(page: Page): boolean {
  return questionsOf(page).some((node) => node.nodeType !== 'note' && heldBy(node) !== '')
}
