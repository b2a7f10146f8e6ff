/** What a screen that fills a form needs, whether what is filled is a draft or goes sealed page by page. */
import type { Card } from './card'
import type { RootNode } from './engine'
import type { KeptForm } from './house'

export interface Filling {
  readonly form: KeptForm
  readonly root: RootNode
  /** Keep what is on the screen. Returns whether it is all on the disk, locked or sealed. */
  save(): Promise<boolean>
  /** Keep what was answered, as a page is left: a draft is saved, a part of a testimony is sealed. */
  leavePage(page: number): Promise<void>
  /**
   * Keep a piece of a recording being made.
   *
   * @param name - the name its file will have.
   */
  keepSound(name: string, piece: number, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Say that a recording became a file of the form, under that name. */
  soundKept(name: string): Promise<void>
  /** Seal the whole. After this nothing of it can be read here. */
  finish(card: Card): Promise<void>
}
