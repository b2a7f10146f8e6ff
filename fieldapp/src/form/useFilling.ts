/** What filling an observation and collecting a testimony share: opening the form, its pages, what its questions may ask, and saying why something failed. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type ComputedRef } from 'vue'
import { FileMissing, FormBroken, speak, type RootNode } from '../core/engine'
import type { Filling } from '../core/filling'
import { form as keptForm, type KeptForm } from '../core/house'
import { said, t, tongue, type Key } from '../i18n'
import { beforeLock } from '../shell/guard'
import { dropEmpty } from './repeats'
import { endAll, provideSheet, type Sheet } from './sheet'
import { readSource, type Source } from './source'
import { useWalk, type Step } from './steps'

interface Asked<Kind extends Filling> {
  form: string
  /** Begin, or go on; nothing when it cannot be, and `problem` says why. */
  open(form: KeptForm): Promise<Kind | null>
  stepsOf(root: RootNode): Step[]
  /** What the questions of this kind of sheet may ask besides. */
  more: Pick<Sheet, 'last' | 'minor' | 'aloud'> & { slip?: (filling: Kind) => string }
  /** The form is open, its first page not shown yet. */
  opened?(filling: Kind): void
  /** Called before the vault closes, and each time the app goes out of sight. */
  putAway(): Promise<unknown>
}

/** Fill a form; `filling` holds nothing until it is open, and after `wipe`. */
export function useFilling<Kind extends Filling>(asked: Asked<Kind>) {
  const filling = shallowRef<Kind | null>(null)
  let source: Source | null = null
  const problem = ref('')
  const busy = ref(false)
  const root: ComputedRef<RootNode | null> = computed(() => filling.value?.root ?? null)
  const steps = computed<Step[]>(() => (root.value ? asked.stepsOf(root.value) : []))
  const walk = useWalk(steps)
  const title = computed(() => said(filling.value?.form.titles ?? {}))
  const sheet: Sheet = {
    get filling() {
      return filling.value!
    },
    get source() {
      return source!
    },
    asked: walk.asked,
    last: asked.more.last,
    minor: asked.more.minor,
    aloud: (node) => asked.more.aloud(node),
    get slip() {
      return (filling.value && asked.more.slip?.(filling.value)) ?? ''
    },
    ending: new Set(),
  }
  provideSheet(sheet)

  onMounted(async () => {
    try {
      const form = await keptForm(asked.form)
      if (!form) problem.value = t('open.form_gone')
      const opened = form && (await asked.open(form))
      if (!form || !opened) return
      source = readSource(form)
      speak(opened.root, tongue.value.code)
      filling.value = opened
      asked.opened?.(opened)
    } catch (error) {
      problem.value = error instanceof FormBroken ? t('open.broken', { why: error.message }) : why(error, 'open.file_missing', 'open.failed')
    }
  })

  /** End what runs on a page before it is left, and forget its empty instances. */
  async function endPage(): Promise<void> {
    await endAll(sheet)
    walk.step.value?.page?.nodes.forEach(dropEmpty)
  }

  /** Say whether one may go on from this page; what is missing is told. */
  async function passes(): Promise<boolean> {
    await endPage()
    return walk.passes()
  }

  /** Do something that must not be done twice at once; what fails is told. */
  async function busily(failed: (error: unknown) => string, work: () => Promise<void>): Promise<void> {
    busy.value = true
    try {
      await work()
    } catch (error) {
      problem.value = failed(error)
    } finally {
      busy.value = false
    }
  }

  /** Nothing of what was filled stays in memory. */
  function wipe(): void {
    filling.value = null
    source = null
  }

  const unregister = beforeLock(() => asked.putAway())
  onBeforeUnmount(() => {
    unregister()
    wipe()
  })

  return { filling, root, problem, busy, steps, walk, title, sheet, source: () => source, endPage, passes, busily, wipe }
}

/** Why something failed: a file that the answers name is gone, or anything else. */
export function why(error: unknown, missing: Key, other: Key): string {
  return t(error instanceof FileMissing ? missing : other)
}
