/** The worker that keeps the app offline. An update is taken on the lock screen only, with nothing open and nothing typed; the page then loads once more. */
import { screen } from '../routes'
import { app } from '../state'

let reloading = false

/** Register the worker; nothing happens where there is none. */
export async function watchWorker(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (!workers || import.meta.env.DEV) return
  let had = Boolean(workers.controller)
  workers.addEventListener('controllerchange', () => {
    // the first worker only takes in a page that was here before it; none at all means that the phone is being emptied
    if (had && !reloading && workers.controller) {
      reloading = true
      location.reload()
    }
    had = true
  })
  const registration = await workers.register(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL, updateViaCache: 'none' })
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => void takeUpdate())
  })
  await takeUpdate()
  void workers.ready.then(keepLanguages)
}

/** Take an update that waits, if nothing is being done. */
export async function takeUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (registration?.waiting && restful()) registration.waiting.postMessage('take over')
}

/** Ask whether there is an update; it is taken later. */
export async function lookForUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  await registration?.update().catch(() => undefined)
}

/** Someone who does not read French may stand there where there is no network: the texts of every language are kept, and the fonts this page has asked for. */
function keepLanguages({ active }: ServiceWorkerRegistration): void {
  const used = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
  if (navigator.onLine) active?.postMessage({ used })
}

function restful(): boolean {
  const typed = [...document.querySelectorAll('input, textarea')].some((field) => (field as HTMLInputElement).value !== '')
  return !app.open && screen.value.name === 'lock' && !typed
}
