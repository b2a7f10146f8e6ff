/** What the house tells this phone: its settings, its forms, the files of its forms. See PROTOCOL.md. */
import type { Card } from './card'
import { keep, recall, store, together } from './store'

export type FormKind = 'observation' | 'testimony' | 'shift'
export type Words = Readonly<Record<string, string>>

export interface Language {
  code: string
  name: string
  /** Who read this language over; empty: nobody, and the screen says so. */
  read_by: string
}

export interface ListedForm {
  id: string
  version: string
  hash: string
  kind: FormKind
  draft: boolean
  titles: Words
  languages: Language[]
  url: string
  media: { name: string; hash: string; url: string }[]
}

export interface KeptForm extends ListedForm {
  xml: string
  files: { name: string; hash: string; content: Blob }[]
}

export interface UsefulNumber {
  code: string
  name: Words
  phone: string
}

export interface Settings {
  world: string
  organisation: { name: string; slug: string }
  key: string
  intake: string
  expires_at: string
  numbers: UsefulNumber[]
  slip_url: string
  forms: ListedForm[]
}

/** `revoked`: the card no longer sends nor fetches; `later`: no network, or the house cannot answer now. */
export type Refreshed = 'done' | 'revoked' | 'later'

/** Return what every request to the house says. */
export function asking(init: RequestInit = {}): RequestInit {
  return {
    ...init,
    headers: { 'X-OpenRosa-Version': '1.0', 'Accept-Language': document.documentElement.lang || 'fr', ...init.headers },
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  }
}

/** Return the settings as last told. */
export function settings(): Promise<Settings | undefined> {
  return recall<Settings>('settings')
}

/** Say whether the house now announces other keys than the card's: time to ask for a new card. */
export function keyChanged(card: Card, told: Settings): boolean {
  return card.key !== told.key || card.intake !== told.intake
}

/** Return the forms that are here, in the order of the house. */
export async function forms(): Promise<KeptForm[]> {
  const [rows, told] = [await (await store()).getAll('forms'), await settings()]
  const order = new Map(told?.forms.map((form, rank) => [form.id, rank]))
  return rows.sort((a, b) => (order.get(a.id) ?? 99) - (order.get(b.id) ?? 99))
}

/** Return one form that is here. */
export async function form(id: string): Promise<KeptForm | undefined> {
  return (await store()).get('forms', id)
}

/** Ask the house for what changed. What is here stays until the whole of the new is here. */
export async function refresh(card: Card): Promise<Refreshed> {
  try {
    const answer = await fetch(`${card.house}/carnet`, asking())
    if (answer.status === 403) return 'revoked'
    if (!answer.ok) return 'later'
    const told = (await answer.json()) as Settings
    const fresh = await Promise.all(told.forms.map(fetched))
    await together(['forms', 'meta'], (t) => {
      const table = t.objectStore('forms')
      void table.clear()
      for (const form of fresh) void table.put(form, form.id)
      void t.objectStore('meta').put(told, 'settings')
    })
    await keep('refreshed_at', Date.now())
    return 'done'
  } catch {
    return 'later'
  }
}

async function fetched(listed: ListedForm): Promise<KeptForm> {
  const had = await form(listed.id)
  const xml = had?.hash === listed.hash ? had.xml : await (await got(listed.url)).text()
  const files = await Promise.all(
    listed.media.map(async ({ name, hash, url }) => {
      const kept = had?.files.find((file) => file.name === name && file.hash === hash)
      return kept ?? { name, hash, content: await (await got(url)).blob() }
    }),
  )
  return { ...listed, xml, files }
}

async function got(url: string): Promise<Response> {
  const answer = await fetch(location.origin + new URL(url, location.origin).pathname, asking())
  if (!answer.ok) throw new Error(`house: ${answer.status}`)
  return answer
}
