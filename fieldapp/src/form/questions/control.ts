/** What every control gets from the question around it. */
import type { AnyChildNode } from '../../core/engine'

export interface ControlProps<Node = AnyChildNode> {
  node: Node
  labelledBy: string
  describedBy?: string
  wrong: boolean
}

export interface ControlEmits {
  /** Whether what was typed is not what the form holds. */
  refused: [value: boolean]
}
