/** Filling an observation: saved as one goes, sealed at the end. */
import type { Card } from './card'
import { forgetSound, keepSound, list, load, save, type DraftCard } from './drafts'
import { answersOf, filesOf, openForm, payload, type RootNode } from './engine'
import { multipart, seal, type Envelope, type RecordHeader } from './envelope'
import type { Filling } from './filling'
import type { KeptForm } from './house'
import { putIn } from './outbox'
import { isOpen } from './vault'

/** Nothing waits longer than this as a draft, in milliseconds: it is then sealed as it is. */
export const OLDEST_DRAFT = 48 * 3_600_000

/** An observation being filled. */
export class Observation implements Filling {
  private saved = ''
  private saving: Promise<boolean> | null = null

  private constructor(
    readonly id: string,
    readonly form: KeptForm,
    readonly root: RootNode,
    readonly begun: number,
    public page: number,
  ) {}

  /** Begin a new one. */
  static async begin(form: KeptForm): Promise<Observation> {
    return new Observation(crypto.randomUUID(), form, await openForm(form.xml, mediaOf(form)), Date.now(), 0)
  }

  /** Go on with a draft; nothing if it is gone. */
  static async resume(form: KeptForm, id: string): Promise<Observation | undefined> {
    const draft = await load(id)
    if (!draft) return undefined
    const root = await openForm(form.xml, mediaOf(form), draft.data)
    const observation = new Observation(id, form, root, draft.begun_at, draft.page)
    observation.saved = await observation.mark(await payload(root))
    return observation
  }

  /** Save what changed. Returns whether all that is on the screen is on the disk, locked. */
  async save(): Promise<boolean> {
    if (!isOpen()) return false
    this.saving ??= this.saveNow().finally(() => (this.saving = null))
    return this.saving
  }

  async leavePage(page: number): Promise<void> {
    this.page = page
    await this.saving
    await this.save()
  }

  keepSound(name: string, piece: number, _type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return keepSound(this.id, name, piece, bytes)
  }

  /** The pieces go once the whole is on the disk, not before. */
  async soundKept(name: string): Promise<void> {
    await this.saving
    await this.save()
    await forgetSound(this.id, name)
  }

  /** Seal it and put it in the outbox, in the place of its draft. */
  async finish(card: Card): Promise<void> {
    await this.saving
    const envelope = await sealed(card, this.form, await payload(this.root), false)
    await putIn([envelope], { now: new Date(), replaced: this.id })
  }

  private async saveNow(): Promise<boolean> {
    const data = await payload(this.root)
    const mark = await this.mark(data)
    if (mark === this.saved) return true
    await save({ id: this.id, form: this.form.id, page: this.page, begun_at: this.begun }, data)
    this.saved = mark
    return true
  }

  private async mark(data: FormData): Promise<string> {
    return `${this.page}\n${[...filesOf(data).keys()].join('\n')}\n${await answersOf(data)}`
  }
}

/** Seal, as they are, the drafts nobody went on with; returns those. The vault must be open. */
export async function sealOld(card: Card, forms: readonly KeptForm[], now: number): Promise<DraftCard[]> {
  const old = (await list()).filter((draft) => now - draft.saved_at > OLDEST_DRAFT)
  const done: DraftCard[] = []
  for (const draft of old) {
    const form = forms.find((one) => one.id === draft.form)
    const whole = await load(draft.id)
    if (!form || !whole) continue
    const root = await openForm(form.xml, mediaOf(form), whole.data)
    await putIn([await sealed(card, form, await payload(root), true)], { now: new Date(now), replaced: draft.id })
    done.push(draft)
  }
  return done
}

/** Return the files that go with a form, by name. */
export function mediaOf(form: KeptForm): ReadonlyMap<string, Blob> {
  return new Map(form.files.map((file) => [file.name, file.content]))
}

async function sealed(card: Card, form: KeptForm, data: FormData, incomplete: boolean): Promise<Envelope> {
  const { body, contentType } = await multipart(data)
  const header: RecordHeader = { kind: 'record', content_type: contentType, form: form.id, made_at: new Date().toISOString() }
  if (incomplete) header.incomplete = true
  const envelope = await seal(header, body, [card.intake, card.key])
  body.fill(0)
  return envelope
}
