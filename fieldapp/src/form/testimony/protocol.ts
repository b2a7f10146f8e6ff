/** What the protocol of a testimony hangs on in a form: a few questions, by the names the house gives them. A form without one goes on without it. */
import { heldBy, leaves, pathOf, type AnyChildNode, type RootNode } from '../../core/engine'
import { pagesOf, questionsOf, type Page } from '../../core/pages'
import type { Source } from '../source'
import type { Step } from '../steps'

const MINOR_AGES = new Set(['0-5', '6-12', '13-15', '16-17'])

/** Return a question that can be seen now, by its name. */
export function question(root: RootNode, name: string): AnyChildNode | undefined {
  return leaves(root).find((node) => isNamed(node, name))
}

function isNamed(node: AnyChildNode, name: string): boolean {
  return pathOf(node).endsWith(`/${name}`)
}

/** Return what a question was answered; empty if it was not, or if there is none. */
export function answerTo(root: RootNode, name: string): string {
  const node = question(root, name)
  return node ? heldBy(node) : ''
}

/** Say whether a page asks a question. */
export function asks(page: Page | undefined, name: string): boolean {
  return page ? questionsOf(page).some((node) => isNamed(node, name)) : false
}

/** Say whether a question is for the person: the card, and what they agree to. The others are for the collector. */
export function isReadAloud(node: AnyChildNode): boolean {
  const name = pathOf(node).split('/').pop() ?? ''
  return name === 'card' || name.startsWith('consent_')
}

/** `open`: not asked yet, nothing may be sealed. */
export type Agreement = 'open' | 'yes' | 'no'

/** Return whether the person agreed. */
export function agreement(root: RootNode): Agreement {
  const given = answerTo(root, 'agree')
  return given === 'yes' || given === 'no' ? given : 'open'
}

/** Say whether the person said, by one answer or another, that they are under eighteen. */
export function saidMinor(root: RootNode): boolean {
  return answerTo(root, 'minor') === 'yes' || MINOR_AGES.has(answerTo(root, 'age_band'))
}

/** Say whether one of the reasons not to go on was ticked. */
export function mustStop(root: RootNode, source: Source): boolean {
  const node = question(root, 'stop')
  if (node?.nodeType !== 'select') return false
  const none = source.alone(node)
  return node.currentState.value.some((value: string) => !none.has(value))
}

/**
 * Return the steps: the pages, the words of the slip once the person agreed, the read-back before the last questions.
 *
 * Before the person agreed there is nothing after the page that asks.
 */
export function stepsOf(root: RootNode): Step[] {
  const pages = pagesOf(root)
  const asking = pages.findIndex((page) => asks(page, 'agree'))
  const agreed = agreement(root) === 'yes'
  const steps: Step[] = []
  for (const [index, page] of pages.entries()) {
    if (asks(page, 'read_back')) steps.push({ name: 'readback', key: 'readback' })
    steps.push({ name: 'page', key: page.id, page })
    if (index !== asking) continue
    if (!agreed) return steps
    steps.push({ name: 'words', key: 'words' })
  }
  if (!steps.some((step) => step.name === 'readback')) steps.push({ name: 'readback', key: 'readback' })
  return [...steps, { name: 'finish', key: 'finish' }]
}
