/*
 * Keeps the app offline. Each kept file matches the digest fixed when the app was built: half an update, or a file somebody changed on the way, is refused and what
 * was there stays. An update waits until the app is on its lock screen with nothing open.
 *
 * FILES are kept from the first visit. LATER holds the texts and the fonts of the other languages: kept the first time they are used, and again by every update after that.
 */
const VERSION = 'carnet-__VERSION__'
const BASE = '/carnet/'
const FILES = __FILES__
const LATER = new Map(__LATER__)

async function digestOf(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))
}

async function kept(cache, [path, digest]) {
  const had = await cache.match(path)
  if (had) return had
  const answer = await fetch(path, { cache: path.startsWith(`${BASE}assets/`) ? 'default' : 'no-cache', credentials: 'omit' })
  const bytes = await answer.arrayBuffer()
  if (!answer.ok || (await digestOf(bytes)) !== digest) throw new Error(`not the file that was built: ${path}`)
  await cache.put(path, new Response(bytes, { headers: answer.headers }))
  return new Response(bytes, { headers: answer.headers })
}

/** The name of a file without its digest: what tells that a language was in use before an update. */
function stem(path) {
  return path.replace(/-[\w-]{8}(\.\w+)$/, '$1')
}

async function usedBefore() {
  const names = (await caches.keys()).filter((name) => name.startsWith('carnet-') && name !== VERSION)
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  const stems = new Set(requests.flat().map(({ url }) => stem(new URL(url).pathname)))
  return [...LATER].filter(([path]) => stems.has(stem(path)))
}

async function install() {
  const cache = await caches.open(VERSION)
  await Promise.all([...FILES, ...(await usedBefore())].map((file) => kept(cache, file)))
  if (!self.registration.active) await self.skipWaiting()
}

async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith('carnet-') && name !== VERSION)
  await Promise.all(others.map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** Keep the texts of every language, and those of the fonts that are on the screen now: a page is not ours yet when it first asks for them. */
async function keepLanguages(used) {
  const cache = await caches.open(VERSION)
  const wanted = [...LATER].filter(([path]) => path.endsWith('.js') || used.includes(path))
  await Promise.allSettled(wanted.map((file) => kept(cache, file)))
}

async function answer(request) {
  const cache = await caches.open(VERSION)
  const path = new URL(request.url).pathname
  const digest = LATER.get(path)
  if (digest) return kept(cache, [path, digest])
  return (await cache.match(request.mode === 'navigate' ? BASE : path)) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
  if (Array.isArray(event.data?.used)) event.waitUntil(keepLanguages(event.data.used))
})
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  const ours = origin === self.location.origin && pathname.startsWith(BASE) && pathname !== `${BASE}vider`
  if (event.request.method === 'GET' && ours) event.respondWith(answer(event.request))
})
