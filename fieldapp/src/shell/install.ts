/** Whether the app is installed, whether the phone promises to keep what is here, and how to get there. */
import { shallowRef } from 'vue'

interface InstallPrompt extends Event {
  prompt(): Promise<void>
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

/** Whether the app runs from the home screen. */
export const installed = shallowRef(false)
/** Whether the browser promised not to throw away what is here. */
export const persisted = shallowRef<boolean | null>(null)
/** What asks the browser to install, where the browser offers it. */
export const prompt = shallowRef<InstallPrompt | null>(null)

/** What kind of device this is: the steps differ. */
export function platform(): 'android' | 'ios' | 'desktop' {
  const agent = navigator.userAgent
  if (/Android/.test(agent)) return 'android'
  const tablet = /Macintosh/.test(agent) && navigator.maxTouchPoints > 1
  return /iPhone|iPad|iPod/.test(agent) || tablet ? 'ios' : 'desktop'
}

/** Start watching, and ask for the storage to be kept. */
export function watchInstall(): void {
  const alone = matchMedia('(display-mode: standalone)')
  const look = () => (installed.value = alone.matches || (navigator as { standalone?: boolean }).standalone === true)
  look()
  alone.addEventListener('change', look)
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    prompt.value = event as InstallPrompt
  })
  addEventListener('appinstalled', () => {
    prompt.value = null
    void askToPersist()
  })
  void askToPersist()
}

/** Ask the browser to keep what is here; it decides. */
export async function askToPersist(): Promise<void> {
  const storage = navigator.storage as StorageManager | undefined
  const already = await storage?.persisted?.().catch(() => false)
  persisted.value = already || ((await storage?.persist?.().catch(() => false)) ?? false)
}

/** Have the browser install the app. */
export async function install(): Promise<void> {
  const asked = prompt.value
  prompt.value = null
  await asked?.prompt()
}
