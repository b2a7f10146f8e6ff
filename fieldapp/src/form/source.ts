/** What a form's own text says and the engine does not tell: a question in another language than the form's, answers that go with no other. */
import { codeOf, pathOf, type AnyNode } from '../core/engine'
import type { KeptForm } from '../core/house'

const ALONE = /not\(selected\(\s*\.\s*,\s*['"]([^'"]+)['"]\s*\)\)\s*or\s*count-selected\(\s*\.\s*\)\s*=\s*1/g

export interface Source {
  /** The label of a question in a language; empty if the form does not have it. */
  labelIn(node: AnyNode, code: string): string
  /** The answers of a question that exclude every other. */
  alone(node: AnyNode): ReadonlySet<string>
}

/** Read the text of a form. */
export function readSource(form: KeptForm): Source {
  let parsed: Document | null = null
  const document = () => (parsed ??= new DOMParser().parseFromString(form.xml, 'text/xml'))
  const lone = new Map<string, ReadonlySet<string>>()
  return {
    labelIn: (node, code) => labelIn(document(), `${pathOf(node)}:label`, code),
    alone(node) {
      const path = pathOf(node)
      const found = lone.get(path) ?? aloneIn(document(), path)
      lone.set(path, found)
      return found
    },
  }
}

function labelIn(document: Document, id: string, code: string): string {
  for (const translation of document.getElementsByTagName('translation')) {
    if (codeOf(translation.getAttribute('lang') ?? '') !== code) continue
    for (const text of translation.getElementsByTagName('text'))
      if (text.getAttribute('id') === id) return text.getElementsByTagName('value')[0]?.textContent?.trim() ?? ''
  }
  return ''
}

function aloneIn(document: Document, path: string): ReadonlySet<string> {
  const binds = [...document.getElementsByTagName('bind')]
  const rule = binds.find((bind) => bind.getAttribute('nodeset') === path)?.getAttribute('constraint') ?? ''
  return new Set([...rule.matchAll(ALONE)].map(([, value = '']) => value))
}
