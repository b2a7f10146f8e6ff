/** What every question of a form being filled may ask of its screen. */
import { inject, onBeforeUnmount, provide, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { AnyChildNode } from '../core/engine'
import type { Filling } from '../core/filling'
import type { Code } from '../i18n'
import type { LastTime } from './lastTime'
import type { Source } from './source'

export interface Sheet {
  filling: Filling
  source: Source
  /** Whether *Next* was asked for: what is missing is then told. */
  asked: Ref<boolean>
  last: Ref<LastTime>
  /** The person said they are a minor: no image of them. */
  minor: ComputedRef<boolean>
  /** The language in which a question is read to the person; nothing: it is not. */
  aloud(node: AnyChildNode): Code | null
  /** The four words of the person's slip, where there are any. */
  slip: string
  /** What must end before a page is left: a recording becomes a file, a camera goes off. */
  ending: Set<() => Promise<void>>
}

const KEY: InjectionKey<Sheet> = Symbol('sheet')

/** Give the sheet to the questions under this component. */
export function provideSheet(sheet: Sheet): void {
  provide(KEY, sheet)
}

/** Return the sheet one is on. */
export function useSheet(): Sheet {
  const sheet = inject(KEY)
  if (!sheet) throw new Error('no sheet')
  return sheet
}

/** Have something ended before the page is left, and when the question goes. */
export function endBefore(sheet: Sheet, end: () => Promise<void>): void {
  sheet.ending.add(end)
  onBeforeUnmount(() => {
    sheet.ending.delete(end)
    void end()
  })
}

/** End all that must be, and wait for it. */
export async function endAll(sheet: Sheet): Promise<void> {
  await Promise.all([...sheet.ending].map((end) => end()))
}
