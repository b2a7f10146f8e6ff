/** Reading a square code with the camera, in the page, where the browser can. */

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>
}

type DetectorClass = new (options: { formats: string[] }) => Detector

const Found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
const LOOK_MS = 200

/** Whether this browser reads square codes. */
export const canScan = Found !== undefined && navigator.mediaDevices !== undefined

/**
 * Look for a square code. Throws what the browser throws: no camera, no permission.
 *
 * @param screen - where what the camera sees is shown; asked for once the camera is open.
 * @param found - called once, with the text.
 * @returns a function that stops looking.
 */
export async function scan(screen: () => HTMLVideoElement | null, found: (text: string) => void): Promise<() => void> {
  if (!Found) throw new Error('no detector')
  const detector = new Found({ formats: ['qr_code'] })
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const stop = () => {
    clearInterval(timer)
    stream.getTracks().forEach((track) => track.stop())
  }
  const video = screen()
  const timer = setInterval(() => void look(), LOOK_MS)
  if (video) {
    video.srcObject = stream
    await video.play().catch(() => undefined)
  } else stop()

  async function look(): Promise<void> {
    const [code] = video ? await detector.detect(video).catch(() => []) : []
    if (!code) return
    stop()
    found(code.rawValue)
  }
  return stop
}
