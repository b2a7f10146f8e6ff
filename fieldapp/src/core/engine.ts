/**
 * The only file that touches the form engine. Its traps are kept here, and in tests/engine.test.ts.
 *
 * 1. A restored draft leaves its files out of the next payload (they are not "dirty"): we put them back, and refuse to serialise when one is missing.
 * 2. A value the engine does not understand is dropped without a word: after each answer, what it kept is compared with what was meant.
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

export type { AnyChildNode, AnyNode, GeneralChildNode, RepeatInstanceNode, RootNode, SelectNode, UploadNode }

export const ANSWERS = 'xml_submission_file'
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
  for (const upload of uploads) {
    const name = upload.currentState.instanceValue
    if (!name || data.has(name)) continue
    const file = upload.currentState.value
    if (!file) throw new FileMissing(name)
    data.set(name, file, name)
  }
  return data
}

function isLoading(upload: UploadNode): boolean {
  return 'loading' in upload.currentState.attachmentState && Boolean(upload.currentState.attachmentState.loading)
}

/** Return the text of the answers of a payload. */
export async function answersOf(data: FormData): Promise<string> {
  const part = data.get(ANSWERS)
  return part instanceof Blob ? part.text() : String(part ?? '')
}

/** Return the files of a payload, without the answers, by name. */
export function filesOf(data: FormData): Map<string, File> {
  const files = new Map<string, File>()
  for (const [name, value] of data.entries()) if (name !== ANSWERS && value instanceof File) files.set(name, value)
  return files
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
  const held = (node.currentState as { instanceValue?: unknown }).instanceValue
  return typeof held === 'string' ? held : ''
}

/**
 * Answer a question in words, and say whether the engine kept them.
 *
 * @returns false when it kept something else: the screen shows what was typed, and that it does not pass.
 */
export function answer(node: AnyChildNode, value: string): boolean {
  if (!('setValue' in node)) return false
  ;(node as { setValue(value: string | null): unknown }).setValue(value === '' ? null : value)
  const held = heldBy(node)
  return value === '' ? held === '' : held !== '' && (node.nodeType !== 'input' || node.valueType !== 'string' || held === value)
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
