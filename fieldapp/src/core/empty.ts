/** *Vider*: the phone holds nothing any more. First the keys, so that whatever stays for a moment is noise. */
import { dropAll } from './store'
import { forget } from './vault'

const LONGEST = 2_500

/**
 * Empty the phone of everything of the app, in every world.
 *
 * @param base - where the app lives, `/carnet/`.
 */
export async function emptyPhone(base: string): Promise<void> {
  await within(forget())
  sessionStorage.clear()
  localStorage.clear()
  await within(Promise.allSettled([dropAll(), dropCaches(), dropWorkers()]))
  location.replace(navigator.onLine ? `${base}vider` : 'about:blank')
}

async function dropCaches(): Promise<void> {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)))
}

async function dropWorkers(): Promise<void> {
  const all = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(all.map((one) => one.unregister()))
}

/** One step that hangs must not keep the next from being done. */
async function within(work: Promise<unknown>): Promise<void> {
  await Promise.race([work.catch(() => undefined), new Promise((go) => setTimeout(go, LONGEST))])
}
