/** A long list of answers: the first few, which the form puts by how often they come, and a search for the others. */
import { computed, nextTick, ref, type Ref } from 'vue'
import type { SelectNode } from '../../core/engine'

const FIRST = 5

/** Return what a control shows of the answers of a question. */
export function useLongList(node: SelectNode, long: () => boolean, search: Ref<{ focus(): void } | null>) {
  const open = ref(false)
  const sought = ref('')
  const offered = computed(() => {
    const all = node.currentState.valueOptions
    if (!long()) return all
    if (open.value) return all.filter((option) => plain(option.label.asString).includes(plain(sought.value)))
    return all.filter((option, rank) => rank < FIRST || node.isSelected(option.value))
  })

  function show(): void {
    open.value = true
    void nextTick(() => search.value?.focus())
  }

  function close(): void {
    open.value = false
    sought.value = ''
  }

  return { open, sought, offered, show, close }
}

/** Accents and vowel signs do not count when one searches. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
