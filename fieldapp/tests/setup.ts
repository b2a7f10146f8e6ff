/**
 * What a browser has and Node has not: a document, a database, an address. Blobs, files, forms, requests and WebCrypto are Node's: real ones, that work together.
 */
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { JSDOM } from 'jsdom'
import { afterEach, beforeEach } from 'vitest'
import { close, useWorld } from '@/core/store'
import { lock } from '@/core/vault'
import { Locks } from './support/locks'

const { window } = new JSDOM('<!doctype html><html lang="fr"><body></body></html>', { url: 'https://vigie.example/carnet/' })

for (const name of Object.getOwnPropertyNames(window)) {
  const shared = /^(HTML|SVG|XML|DOM|XPath|CSS|NodeList|NodeFilter|Node$|Element$|Document|Attr$|Text$|Comment$|CDATA|CharacterData|Processing|NamedNodeMap|Range$|Selection|TreeWalker)/
  if (shared.test(name) && !(name in globalThis)) Object.defineProperty(globalThis, name, { value: Reflect.get(window, name), configurable: true, writable: true })
}

const set = (name: string, value: unknown) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
set('window', globalThis)
set('document', window.document)
set('location', window.location)
set('localStorage', window.localStorage)
set('sessionStorage', window.sessionStorage)

const phone = () => ({ onLine: true, language: 'fr', locks: new Locks() })
set('navigator', phone())

beforeEach(() => {
  set('indexedDB', new IDBFactory())
  set('navigator', phone())
})

afterEach(async () => {
  await lock()
  await close()
  await useWorld('real')
})
