/** A screen of the form, mounted in the test's document and touched as a finger does. */
import { createApp, nextTick, type App, type Component } from 'vue'
import type { KeptForm } from '@/core/house'
import { together } from '@/core/store'
import { app } from '@/state'
import { cardOf } from './keys'

const SOON = 15_000

/** Give the phone a card and forms; returns the keys behind the card. */
export async function phoneWith(...forms: KeptForm[]) {
  const page = document.defaultView!
  const missing = { scrollTo: () => undefined, addEventListener: page.addEventListener.bind(page), removeEventListener: page.removeEventListener.bind(page) }
  for (const [name, value] of Object.entries(missing)) Object.defineProperty(globalThis, name, { value, configurable: true })
  HTMLElement.prototype.scrollIntoView = () => undefined
  const keys = await cardOf()
  app.card = keys.card
  app.open = true
  await together(['forms'], (t) => {
    for (const form of forms) void t.objectStore('forms').put(form, form.id)
  })
  return keys
}

/** A mounted screen. `taps` counts the touches. */
export class Mounted {
  taps = 0
  private readonly root = document.body.appendChild(document.createElement('div'))
  private readonly app: App

  constructor(component: Component, props: Record<string, unknown>) {
    this.app = createApp(component, props)
    this.app.mount(this.root)
  }

  /** Wait until something is on the screen, and return it. */
  async find(selector: string, words = ''): Promise<HTMLElement> {
    for (const end = Date.now() + SOON; Date.now() < end; ) {
      const found = this.all(selector).find((one) => one.textContent?.includes(words))
      if (found) return found
      await new Promise((go) => setTimeout(go, 10))
    }
    throw new Error(`nothing on the screen: ${selector} ${words}\n${this.root.textContent}`)
  }

  all(selector: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)]
  }

  /** Touch a button, or an answer by its words. */
  async tap(selector: string, words = ''): Promise<void> {
    const found = await this.find(selector, words)
    const input = found.querySelector<HTMLElement>('input')
    ;(input ?? found).click()
    this.taps += 1
    await nextTick()
  }

  /** Touch an answer of a question, by the value the form gives it. */
  async answer(question: string, value: string): Promise<void> {
    const label = await this.find('.question-label', question)
    label.closest('.question')?.querySelector<HTMLElement>(`input[value="${value}"]`)?.click()
    await nextTick()
  }

  /** Write in a field. */
  async write(selector: string, words: string): Promise<void> {
    const field = (await this.find(selector)) as HTMLTextAreaElement
    field.value = words
    field.dispatchEvent(new (document.defaultView!.Event)('input'))
    await nextTick()
  }

  /** The words of the answers that are chosen. */
  get chosen(): string[] {
    return this.all('.chip input:checked').map((input) => input.closest('.chip')?.textContent?.trim() ?? '')
  }

  get words(): string {
    return this.root.textContent ?? ''
  }

  close(): void {
    this.app.unmount()
    this.root.remove()
  }
}
