/** Filling an observation: saved as one goes, sealed at the end. */
import type { Card } from './card'
import { cutSounds, forgetSound, keepSound, list, load, OLDEST_DRAFT, save, type DraftCard } from './drafts'
import { answersOf, filesOf, openForm, payload, type RootNode } from './engine'
import { multipart, seal, type Envelope, type RecordHeader } from './envelope'
import type { Filling } from './filling'
import type { KeptForm } from './house'
import { putIn } from './outbox'
import { isOpen } from './vault'

export { OLDEST_DRAFT }

/** An observation being filled. */
export class Observation implements Filling {
  private saved = ''
  private saving: Promise<boolean> | null = null
  /** While it is being sealed nothing is saved: a draft written after the sealed record would come back from the dead. */
  private ending = false

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
    // what was typed since an earlier save began is not in it
    while (this.saving) await this.saving.catch(() => false)
    if (!isOpen() || this.ending) return false
    this.saving = this.saveNow().finally(() => (this.saving = null))
    return this.saving
  }

  async leavePage(page: number): Promise<void> {
    this.page = page
    await this.save()
  }

  keepSound(name: string, piece: number, _type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return keepSound(this.id, name, piece, bytes)
  }

  /** The pieces go once the whole is on the disk, not before. */
  async soundKept(name: string): Promise<void> {
    if (await this.save()) await forgetSound(this.id, name)
  }

  /** Seal it and put it in the outbox, in the place of its draft. */
  async finish(card: Card): Promise<void> {
    this.ending = true
    try {
      await this.saving?.catch(() => false)
      const envelope = await sealed(card, this.form.id, await payload(this.root), false)
      await putIn([envelope], { now: new Date(), replaced: this.id })
    } catch (error) {
      this.ending = false
      throw error
    }
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
  return sealDrafts(card, forms, (await list()).filter((draft) => now - draft.saved_at > OLDEST_DRAFT))
}

/**
 * Seal drafts as they are; returns those that were. One that does not open keeps no other from leaving, and stays.
 *
 * The engine is asked for the answers once more; a form it no longer has, or no longer runs, does not keep back what was written.
 */
export async function sealDrafts(card: Card, forms: readonly KeptForm[], drafts: readonly DraftCard[]): Promise<DraftCard[]> {
  const done: DraftCard[] = []
  for (const draft of drafts) {
    try {
      const whole = await load(draft.id)
      if (!whole) continue
      const data = await settled(forms.find((one) => one.id === draft.form), whole.data)
      for (const { name, pieces } of await cutSounds(draft.id)) if (!data.has(name)) data.set(name, new File(pieces, name), name)
      await putIn([await sealed(card, draft.form, data, true)], { now: new Date(), replaced: draft.id })
      done.push(draft)
    } catch {
      continue
    }
  }
  return done
}

async function settled(form: KeptForm | undefined, kept: FormData): Promise<FormData> {
  if (!form) return kept
  try {
    return await payload(await openForm(form.xml, mediaOf(form), kept))
  } catch {
    return kept
  }
}

/** Return the files that go with a form, by name. */
export function mediaOf(form: KeptForm): ReadonlyMap<string, Blob> {
  return new Map(form.files.map((file) => [file.name, file.content]))
}

async function sealed(card: Card, form: string, data: FormData, incomplete: boolean): Promise<Envelope> {
  const { body, contentType } = await multipart(data)
  const header: RecordHeader = { kind: 'record', content_type: contentType, form, made_at: new Date().toISOString() }
  if (incomplete) header.incomplete = true
  const envelope = await seal(header, body, [card.intake, card.key])
  body.fill(0)
  return envelope
}
