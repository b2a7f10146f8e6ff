/**
 * The only file that touches the form engine. Its traps are kept here, and in tests/engine.test.ts.
 *
 * 1. A restored draft leaves its files out of the next payload (they are not "dirty"): we put them back, and refuse to serialise when one is missing.
 * 2. A value the engine does not understand is dropped, or cut (`1.7` persons become 1), without a word: after each answer, what it kept is compared with what was meant.
 * 3. A file taken away from a restored draft leaves its name in the answers, of a file nobody has: the name is taken out.
 * 4. It writes signs that no XML may hold (a vertical tab pasted from a word processor): the answers could not be read again. They are taken out first.
 */
import { loadForm } from '@getodk/xforms-engine'
import type {
  AnyChildNode,
  AnyNode,
  GeneralChildNode,
  InstanceData,
  RepeatInstanceNode,
  RootNode,
  SelectNode,
  UploadNode,
} from '@getodk/xforms-engine'
import { reactive } from 'vue'
import { answersOf, filesOf, ANSWERS } from './answers'

export type { AnyChildNode, AnyNode, GeneralChildNode, RepeatInstanceNode, RootNode, SelectNode, UploadNode }

export { ANSWERS, answersOf, filesOf }
const ATTACHING = 100

/** A file the answers name and the form does not hold: serialising would lose it. */
export class FileMissing extends Error {
  constructor(readonly file: string) {
    super('file missing')
  }
}

/** A form the engine cannot run; the message is the engine's. */
export class FormBroken extends Error {}

const OURS = /^(photo|sound|file)-[0-9a-f-]+$/

const CONFIG = {
  stateFactory: reactive,
  instanceAttachments: {
    /** The names our screens give stay; any other could say who or where. */
    fileNameFactory: ({ basename, extension }: { basename: string; extension: string | null }) =>
      `${OURS.test(basename) ? basename : newName('file')}${extension ?? ''}`,
  },
}

/** Return a name that says what a file is and nothing else: `photo-3f2a…`. */
export function newName(what: 'photo' | 'sound' | 'file'): string {
  return `${what}-${crypto.randomUUID()}`
}

/**
 * Open a form.
 *
 * @param xml - the very bytes the house gave.
 * @param media - files that go with the form, by name.
 * @param draft - answers and files to go on from.
 * @throws FormBroken
 * @throws FileMissing - the answers of the draft name a file that it does not hold.
 */
export async function openForm(xml: string, media: ReadonlyMap<string, Blob>, draft?: FormData): Promise<RootNode> {
  const form = await loadForm(xml, {
    fetchFormAttachment: (resource) => Promise.resolve(attachment(resource, media)),
    missingResourceBehavior: 'BLANK',
  })
  if (form.status === 'failure') throw new FormBroken(String(form.error.message))
  const instance = draft
    ? await form.restoreInstance({ data: [draft as InstanceData] }, CONFIG)
    : form.createInstance(CONFIG)
  const missing = draft && uploadsOf(instance.root).find((upload) => nameOf(upload) && !draft.has(nameOf(upload)))
  if (missing) throw new FileMissing(nameOf(missing))
  return instance.root
}

function attachment(resource: { toString(): string }, media: ReadonlyMap<string, Blob>): Response {
  const name = decodeURIComponent(String(resource).split('/').pop() ?? '')
  const found = media.get(name)
  return found ? new Response(found) : new Response('', { status: 404 })
}

/**
 * Return the answers and files as one post holds them.
 *
 * @throws FileMissing
 */
export async function payload(root: RootNode): Promise<FormData> {
  const uploads = uploadsOf(root)
  for (let turn = 0; turn < ATTACHING && uploads.some(isLoading); turn += 1) await new Promise((go) => setTimeout(go, 50))
  const made = await root.prepareInstancePayload({ payloadType: 'monolithic' })
  const data = made.data[0] as FormData
  const gone: string[] = []
  for (const upload of uploads) {
    const name = nameOf(upload)
    if (!name || data.has(name)) continue
    const file = upload.currentState.value
    if (file) data.set(name, file, name)
    else if (isLoading(upload) || upload.currentState.attachmentState.loadingError) throw new FileMissing(name)
    else gone.push(name)
  }
  if (gone.length) data.set(ANSWERS, await withoutNames(data, gone))
  return data
}

/** Return the answers without the names of files that were taken away. */
async function withoutNames(data: FormData, names: readonly string[]): Promise<File> {
  const answers = new DOMParser().parseFromString(await answersOf(data), 'text/xml')
  for (const element of answers.getElementsByTagName('*'))
    if (!element.firstElementChild && names.includes(element.textContent ?? '')) element.textContent = ''
  return new File([new XMLSerializer().serializeToString(answers)], ANSWERS, { type: 'text/xml' })
}

/** The name the answers give the file of a question: also of one that was taken away. */
function nameOf(upload: UploadNode): string {
  return upload.currentState.instanceValue
}

function isLoading(upload: UploadNode): boolean {
  return upload.currentState.attachmentState.loading
}

/** Return the children of a node that can be seen now. */
export function shownChildren(node: AnyNode): AnyChildNode[] {
  const children = (node.currentState.children ?? []) as readonly AnyChildNode[]
  return children.filter(isShown)
}

function isShown(node: AnyChildNode): boolean {
  if (!node.currentState.relevant || node.nodeType === 'model-value') return false
  // one with nothing in it yet is still where something can be added
  if (node.nodeType === 'repeat-range:uncontrolled') return true
  const bodies = (node.currentState as { hasRelevantBodyNodes?: boolean }).hasRelevantBodyNodes
  return bodies ?? true
}

/** Return every question under a node that can be seen and answered now, in the order of the form. */
export function leaves(node: AnyNode): AnyChildNode[] {
  return shownChildren(node).flatMap((child) => (child.currentState.children ? leaves(child) : [child]))
}

function uploadsOf(node: AnyNode): UploadNode[] {
  const found: UploadNode[] = []
  for (const child of (node.currentState.children ?? []) as readonly AnyChildNode[]) {
    if (!child.currentState.relevant) continue
    if (child.nodeType === 'upload') found.push(child)
    else found.push(...uploadsOf(child))
  }
  return found
}

/** Return what is wrong with a question, or nothing. */
export function violation(node: AnyChildNode): { condition: 'required' | 'constraint'; message: string } | null {
  const state = node.validationState
  if (!('violation' in state) || !state.violation) return null
  return { condition: state.violation.condition, message: state.violation.message?.asString ?? '' }
}

/** Return a question's place in the form, `/data/where/commune`, whatever instance of a repeat it stands in. */
export function pathOf(node: AnyNode): string {
  return node.currentState.reference.replace(/\[\d+\]/g, '')
}

/** Return what the engine holds as the answer of a question, as the answers will say it. */
export function heldBy(node: AnyChildNode): string {
  if (node.nodeType === 'upload' && !node.currentState.value && !isLoading(node)) return ''
  const held = (node.currentState as { instanceValue?: unknown }).instanceValue
  return typeof held === 'string' ? held : ''
}

/**
 * Answer a question in words, and say whether the engine kept them.
 *
 * @returns false when it would have kept something else: then it holds nothing; the screen shows what was typed, and that it does not pass.
 */
export function answer(node: AnyChildNode, value: string): boolean {
  if (node.nodeType !== 'input' && node.nodeType !== 'range') return false
  const set = (meant: string | null) => (node as { setValue(value: string | null): unknown }).setValue(meant)
  const meant = writable(value)
  set(meant === '' ? null : meant)
  const held = heldBy(node)
  if (meant === '' || held === '') return meant === held
  if (same(node.valueType, held, meant)) return true
  set(null)
  return false
}

const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu

/** Return a text without the signs that no XML may hold: they come by pasting, and nobody sees them. Halves of a pair go, pairs stay. */
export function writable(value: string): string {
  return value.replace(/[\u000b\u000c]/g, ' ').replace(UNWRITABLE, '')
}

/** Numbers are the same when they are worth the same; whatever else, to the letter. */
function same(type: string, held: string, meant: string): boolean {
  if (type === 'int' || type === 'decimal') return Number(held) === Number(meant)
  if (type !== 'geopoint') return held === meant
  const [kept, told] = [held, meant].map((point) => point.trim().split(/\s+/).map(Number))
  return kept?.length === told?.length && Boolean(kept?.every((part, rank) => part === told?.[rank]))
}

/**
 * Return a time as the engine takes it: `07:15` becomes `07:15:00.000+01:00`. The bare form is dropped in silence.
 *
 * @param clock - `HH:MM`, or nothing.
 * @param offset - minutes west of Greenwich, as `Date.getTimezoneOffset` gives them.
 */
export function fullTime(clock: string, offset: number): string {
  if (!clock) return ''
  const two = (value: number) => String(value).padStart(2, '0')
  const away = Math.abs(offset)
  return `${clock.slice(0, 5)}:00.000${offset > 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
}

/** Put the form in a language, if it has it; returns the code it is in. */
export function speak(root: RootNode, code: string): string {
  const codes = root.languages.map((language) => [codeOf(language.language), language] as const)
  const found = codes.find(([its]) => its === code) ?? codes.find(([its]) => its === 'fr') ?? codes[0]
  const language = found?.[1]
  if (language && !language.isSyntheticDefault) root.setLanguage(language)
  return found?.[0] ?? ''
}

/** `Français (fr)` → `fr`. */
export function codeOf(language: string): string {
  return /\(([A-Za-z-]+)\)\s*$/.exec(language)?.[1]?.toLowerCase() ?? language.toLowerCase()
}
