/**
 * Sends what waits, one envelope at a time, by pieces that go on after a cut where they were. See PROTOCOL.md, "sending".
 *
 * One tab sends at a time (Web Locks). A network that fails is tried again soon, a house that refuses later, a card that was taken back not at all: nothing is lost in any case.
 */
import type { Card } from './card'
import { asking } from './house'
import { keep, recall, store, together, type Waiting } from './store'

export const PIECE = 512 * 1024
/** A request that hangs for longer is given up: half a megabyte passes even at 20 kbit/s. */
export const PATIENCE = 300_000
const WANDERING = 99
const SOON = 5_000
const LONGEST = 3_600_000

/** `idle`: nothing waits or nothing may go yet; `stopped`: the card was taken back; `refused`: the house will not take one of them now; `offline`. */
export type Sent = { state: 'idle' | 'sent' | 'offline' | 'stopped' | 'refused'; sent: number; code: string }

export interface Progress {
  /** Bytes of all that waits, and how many of them the house has. */
  total: number
  done: number
}

/** Return how long to wait after so many tries, in milliseconds: 5 s, doubled each time, an hour at most. */
export function backOff(tries: number): number {
  return Math.min(LONGEST, SOON * 2 ** Math.min(tries, 20))
}

/**
 * Send what may go now.
 *
 * @param force - also what is waiting for its next try: the person asked, or the network came back.
 * @param tell - called as bytes go.
 */
export async function send(card: Card, force: boolean, tell: (progress: Progress) => void = () => {}): Promise<Sent> {
  const run = () => sendAll(card, force, tell)
  if (!('locks' in navigator)) return run()
  const none: Sent = { state: 'idle', sent: 0, code: '' }
  return navigator.locks.request('carnet/send', { ifAvailable: true }, (held) => (held ? run() : none))
}

async function sendAll(card: Card, force: boolean, tell: (progress: Progress) => void): Promise<Sent> {
  const rows = await (await store()).getAll('outbox')
  const due = rows.filter((row) => force || row.next <= Date.now())
  const progress = { total: due.reduce((sum, row) => sum + row.file.length, 0), done: due.reduce((sum, row) => sum + row.offset, 0) }
  let sent = 0
  let last: Sent = { state: 'idle', sent, code: '' }
  for (const row of due) {
    const before = progress.done - row.offset
    const outcome = await sendOne(card, row, (offset) => tell({ ...progress, done: before + offset }))
    progress.done = before + row.file.length
    if (outcome.state === 'sent') sent += 1
    last = { ...outcome, sent }
    if (outcome.state === 'offline' || outcome.state === 'stopped') break
    // a house without room or keys says the same of every envelope
    if (outcome.state === 'refused' && outcome.code.startsWith('5')) break
  }
  await countSent(sent)
  return sent && last.state === 'idle' ? { state: 'sent', sent, code: '' } : { ...last, sent }
}

type One = { state: 'sent' | 'offline' | 'stopped' | 'refused'; code: string }

async function sendOne(card: Card, row: Waiting, tell: (offset: number) => void): Promise<One> {
  let offset = row.offset
  // every piece once, and some wandering: a house that leads round in circles is given up
  const most = Math.ceil(row.file.length / PIECE) + WANDERING
  for (let turn = 0; turn < most; turn += 1) {
    let answer: Response
    try {
      answer = await put(card, row, offset)
    } catch {
      await later(row, offset, '')
      return { state: 'offline', code: '' }
    }
    if (answer.status === 201 || answer.status === 202) {
      await together(['outbox'], (t) => void t.objectStore('outbox').delete(row.id))
      tell(row.file.length)
      return { state: 'sent', code: '' }
    }
    const told = Number(answer.headers.get('Upload-Offset') ?? Number.NaN)
    if ((answer.status === 204 || answer.status === 409) && told >= 0 && told <= row.file.length && told !== offset) {
      offset = told
      await putBack({ ...row, offset })
      tell(offset)
      continue
    }
    await later(row, offset, String(answer.status))
    return { state: answer.status === 403 ? 'stopped' : 'refused', code: String(answer.status) }
  }
  await later(row, offset, '409')
  return { state: 'refused', code: '409' }
}

function put(card: Card, row: Waiting, offset: number): Promise<Response> {
  const end = Math.min(row.file.length, offset + PIECE)
  const headers: Record<string, string> = { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(offset) }
  if (end === row.file.length) headers['Upload-Complete'] = '?1'
  const signal = AbortSignal.timeout(PATIENCE)
  return fetch(`${card.house}/enveloppes/${row.id}`, asking({ method: 'PUT', body: row.file.slice(offset, end), headers, signal }))
}

/** An envelope that was superseded, or emptied away, while it was being sent does not come back. */
async function putBack(row: Waiting): Promise<void> {
  await together(['outbox'], async (t) => {
    const table = t.objectStore('outbox')
    if (await table.getKey(row.id)) await table.put(row, row.id)
  })
}

async function later(row: Waiting, offset: number, refused: string): Promise<void> {
  const next = Date.now() + backOff(row.tries)
  await putBack({ ...row, offset, tries: row.tries + 1, next, refused })
}

interface Tally {
  day: string
  sent: number
}

/** Count what left today: a number and a day, nothing of what it was. */
async function countSent(sent: number): Promise<void> {
  if (!sent) return
  await keep('tally', { day: today(), sent: (await sentToday()) + sent } satisfies Tally)
}

/** Return how many envelopes left this phone today. */
export async function sentToday(): Promise<number> {
  const tally = await recall<Tally>('tally')
  return tally?.day === today() ? tally.sent : 0
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
