/** Going from page to page: what is missing is told before one goes on, never when one goes back. */
import { computed, nextTick, ref, type ComputedRef } from 'vue'
import type { AnyChildNode } from '../core/engine'
import { troubles, type Page } from '../core/pages'
import { t } from '../i18n'

/** A page of the form, or one of ours between them. */
export type Step = { name: 'page'; key: string; page: Page } | { name: 'words' | 'readback' | 'finish'; key: string; page?: undefined }

/**
 * Walk through steps.
 *
 * `passes` says what is missing on this page and shows the first; `allPass` does it for the whole form, on the first page where something is.
 */
export function useWalk(steps: ComputedRef<Step[]>, first = 0) {
  const wanted = ref(first)
  const asked = ref(false)
  const at = computed(() => Math.max(0, Math.min(wanted.value, steps.value.length - 1)))
  const step = computed(() => steps.value[at.value])

  function goTo(index: number): void {
    asked.value = false
    wanted.value = Math.max(0, Math.min(index, steps.value.length - 1))
    void nextTick(() => {
      scrollTo(0, 0)
      document.querySelector<HTMLElement>('[data-page-title]')?.focus({ preventScroll: true })
    })
  }

  function passes(): boolean {
    const page = step.value?.page
    const first = page && troubles(page)[0]
    asked.value = Boolean(first)
    if (first) void nextTick(() => reveal(first))
    return !first
  }

  function allPass(): boolean {
    const index = steps.value.findIndex((one) => one.page && troubles(one.page).length > 0)
    if (index < 0) return true
    if (index !== at.value) goTo(index)
    passes()
    return false
  }

  return { at, step, asked, goTo, passes, allPass }
}

/** Return the name of a page: its group's label, or the form's own word for loose questions. */
export function titleOf(step: Step): string {
  if (step.name !== 'page') return t(`step.${step.name}`)
  const [first] = step.page.nodes
  const label = first?.currentState.label?.asString ?? ''
  return step.page.nodes.length === 1 && first?.currentState.children ? label || t('step.page') : t('step.page')
}

/** Return the id, in the page, of what answers a question. */
export function idOf(node: AnyChildNode): string {
  return `q-${node.nodeId.replace(/[^A-Za-z0-9]/g, '-')}`
}

function reveal(node: AnyChildNode): void {
  const element = document.getElementById(idOf(node))
  if (!element) return
  element.scrollIntoView({ block: 'center' })
  element.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
}
