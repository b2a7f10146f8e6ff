/*
 * Keeps the app offline. Each kept file matches the digest fixed when the app was built: half an update, or a file somebody changed on the way, is refused and what
 * was there stays. An update waits until the app is on its lock screen with nothing open.
 */
const VERSION = 'carnet-__VERSION__'
const BASE = '/carnet/'
const FILES = __FILES__

async function digestOf(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))
}

async function kept(cache, [path, digest]) {
  if (await cache.match(path)) return
  const answer = await fetch(path, { cache: path.startsWith(`${BASE}assets/`) ? 'default' : 'no-cache', credentials: 'omit' })
  const bytes = await answer.arrayBuffer()
  if (!answer.ok || (await digestOf(bytes)) !== digest) throw new Error(`not the file that was built: ${path}`)
  await cache.put(path, new Response(bytes, { headers: answer.headers }))
}

async function install() {
  const cache = await caches.open(VERSION)
  await Promise.all(FILES.map((file) => kept(cache, file)))
  if (!self.registration.active) await self.skipWaiting()
}

async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith('carnet-') && name !== VERSION)
  await Promise.all(others.map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function answer(request) {
  const cache = await caches.open(VERSION)
  const path = new URL(request.url).pathname
  return (await cache.match(request.mode === 'navigate' ? BASE : path)) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  const ours = origin === self.location.origin && pathname.startsWith(BASE) && pathname !== `${BASE}vider`
  if (event.request.method === 'GET' && ours) event.respondWith(answer(event.request))
})
