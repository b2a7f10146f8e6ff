/**
 * Collecting a testimony: each part is sealed to the association as it is left, and stays readable in memory only until *Terminer*, for the read-back.
 *
 * Nothing of it is ever written in clear or as a draft. After a kill, the phone knows only that a testimony was begun, under which form and with which words of the slip
 * (locked): one goes on in a new session, on blank pages.
 */
import { begun, forgetBegun, rememberBegun, type Begun } from './begun'
import type { Card } from './card'
import { filesOf, openForm, payload, type RootNode } from './engine'
import { multipart, seal, type Envelope, type PartHeader, type SoundHeader } from './envelope'
import type { Filling } from './filling'
import type { KeptForm } from './house'
import { mediaOf } from './observation'
import { putIn, takeOut } from './outbox'

export { begun, forgetBegun }
export type { Begun }

/** A testimony being told. */
export class Testimony implements Filling {
  readonly session = crypto.randomUUID()
  private sequence = 0
  /** The last part that holds answers only: the next one makes it useless while it waits. */
  private alone = ''
  /** Names of the files that are sealed already. */
  private readonly gone = new Set<string>()
  /** The envelopes of this session that count: what stopping takes back. */
  private readonly mine = new Set<string>()
  private working: Promise<unknown> = Promise.resolve()

  private constructor(
    readonly card: Card,
    readonly form: KeptForm,
    readonly root: RootNode,
    readonly known: Begun,
  ) {}

  /** Begin one, with the words of its slip. */
  static async begin(card: Card, form: KeptForm, slip: string): Promise<Testimony> {
    const known = { testimony: crypto.randomUUID(), form: form.id, slip, begun_at: Date.now() }
    await rememberBegun(known)
    return new Testimony(card, form, await openForm(form.xml, mediaOf(form)), known)
  }

  /** Go on with one after a kill: blank pages, the same testimony. */
  static async goOn(card: Card, form: KeptForm, known: Begun): Promise<Testimony> {
    return new Testimony(card, form, await openForm(form.xml, mediaOf(form)), known)
  }

  /** Nothing is kept between two pages: what is on the screen is in memory only. */
  save(): Promise<boolean> {
    return Promise.resolve(false)
  }

  /** Seal what was told so far. */
  leavePage(): Promise<void> {
    return this.queue(() => this.sealPart(false))
  }

  keepSound(name: string, piece: number, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.queue(async () => {
      const { testimony } = this.known
      const told = { form: this.form.id, made_at: now(), testimony, session: this.session }
      const header: SoundHeader = { kind: 'sound', ...told, file: name, piece, type }
      const envelope = await seal(header, bytes, [this.card.key])
      await putIn([envelope], { now: new Date() })
      this.mine.add(envelope.id)
    })
  }

  /** It went already, piece by piece. */
  async soundKept(name: string): Promise<void> {
    this.gone.add(name)
  }

  /** Seal the whole, and forget that it was begun. */
  finish(): Promise<void> {
    return this.queue(async () => {
      await this.sealPart(true)
      await forgetBegun(this.known.testimony)
    })
  }

  /**
   * Stop and keep nothing: what waits on the phone is dropped, and that it was begun is forgotten.
   *
   * @returns false when a sealed envelope of this session had left already.
   */
  async abandon(): Promise<boolean> {
    await this.working
    const all = await takeOut([...this.mine])
    await forgetBegun(this.known.testimony)
    return all
  }

  private queue(work: () => Promise<void>): Promise<void> {
    const next = this.working.then(work, work)
    this.working = next.catch(() => undefined)
    return next
  }

  private async sealPart(last: boolean): Promise<void> {
    const data = await payload(this.root)
    const names = [...filesOf(data).keys()]
    const fresh = names.filter((name) => !this.gone.has(name))
    for (const name of names) if (this.gone.has(name)) data.delete(name)
    const envelope = await this.sealed(data, last)
    await putIn([envelope], { now: new Date(), superseded: this.alone ? [this.alone] : [] })
    for (const name of fresh) this.gone.add(name)
    this.mine.delete(this.alone)
    this.mine.add(envelope.id)
    this.alone = fresh.length ? '' : envelope.id
    this.sequence += 1
  }

  private async sealed(data: FormData, last: boolean): Promise<Envelope> {
    const { body, contentType } = await multipart(data)
    const header: PartHeader = {
      kind: 'part',
      content_type: contentType,
      form: this.form.id,
      made_at: now(),
      testimony: this.known.testimony,
      session: this.session,
      sequence: this.sequence,
      last,
    }
    const envelope = await seal(header, body, [this.card.key])
    body.fill(0)
    return envelope
  }
}

function now(): string {
  return new Date().toISOString()
}
