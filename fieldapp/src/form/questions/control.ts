/** What every control gets from the question around it. */
import type { AnyChildNode } from '../../core/engine'

/** What names a field, and says whether its answer was taken. */
export interface Named {
  labelledBy: string
  describedBy?: string
  wrong: boolean
}

export interface ControlProps<Node = AnyChildNode> extends Named {
  node: Node
}

export interface ControlEmits {
  /** Whether what was typed is not what the form holds. */
  refused: [value: boolean]
}
