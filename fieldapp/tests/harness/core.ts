/** The core of the app in a page of its own, for what only a real browser can show: what a kill leaves, what another program opens. */
import { utf8 } from '@/core/bytes'
import { list, save } from '@/core/drafts'
import { ANSWERS } from '@/core/answers'
import { openForm } from '@/core/engine'
import { pagesOf, questionsOf } from '@/core/pages'
import { multipart, rehearse, seal } from '@/core/envelope'
import { putIn } from '@/core/outbox'
import { send } from '@/core/sender'
import { store } from '@/core/store'
import { create, open } from '@/core/vault'

/** Return the answers and one file as a form gives them. */
function filled(words: string, bytes: number): FormData {
  const data = new FormData()
  data.set(ANSWERS, new File([`<data>${words}</data>`], ANSWERS, { type: 'text/xml' }))
  const photo = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(photo.subarray(at, Math.min(bytes, at + 65_536)))
  data.set('photo-1.jpg', new File([photo], 'photo-1.jpg', { type: 'image/jpeg' }))
  return data
}

const core = {
  create,
  open,
  draft: (id: string, words: string, bytes: number) => save({ id, form: 'expulsion', page: 0, begun_at: 0 }, filled(words, bytes)),
  async sealed(words: string, recipients: string[]) {
    const header = { kind: 'record', content_type: 'text/plain', form: 'expulsion', made_at: '2026-11-27T07:30:00+01:00' } as const
    return seal(header, utf8(words), recipients)
  },
  /** Seal a draft in its place, as `Observation.finish` does. */
  async finish(draft: string, words: string, recipients: string[]) {
    await putIn([await core.sealed(words.padEnd(1_600_000, '.'), recipients)], { now: new Date(), replaced: draft })
  },
  /** Put a whole observation with a photograph of so many bytes in the outbox, as *Terminer* does. */
  async queue(form: string, answers: string, bytes: number, recipients: string[]) {
    const data = filled('', bytes)
    data.set(ANSWERS, new File([answers], ANSWERS, { type: 'text/xml' }))
    const { body, contentType } = await multipart(data)
    const header = { kind: 'record', content_type: contentType, form, made_at: new Date().toISOString() } as const
    await putIn([await seal(header, body, recipients)], { now: new Date() })
  },
  async counts() {
    const db = await store()
    return Promise.all((['drafts', 'pieces', 'outbox'] as const).map((table) => db.count(table)))
  },
  drafts: list,
  async outbox(): Promise<string[]> {
    return (await (await store()).getAll('outbox')).map(({ file }) => btoa(file.reduce((read, byte) => read + String.fromCharCode(byte), '')))
  },
  /** Milliseconds to open a form and find its pages and their questions, and how many there are. */
  async opening(xml: string) {
    const began = performance.now()
    const questions = pagesOf(await openForm(xml, new Map())).flatMap(questionsOf).length
    return { took: performance.now() - began, questions }
  },
  /** Milliseconds to seal so many bytes to the house and the association. */
  async sealing(bytes: number, recipients: string[]) {
    await rehearse() // as `shell/warm.ts` does while one reads the home screen
    const body = new Uint8Array(bytes)
    const header = { kind: 'record', content_type: 'text/plain', form: 'expulsion', made_at: '' } as const
    const began = performance.now()
    await seal(header, body, recipients)
    return performance.now() - began
  },
  send: (house: string) => send({ house, slug: '', organisation: '', key: '', intake: '', world: 'real' }, true),
}

declare global {
  interface Window {
    core: typeof core
  }
}
window.core = core
