/** The recorder: in the page, given away every ten seconds so that a phone that dies loses ten seconds. */

export const PIECE_MS = 10_000
const BITS = 24_000
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

export interface Recorder {
  /** `audio/webm`, `audio/mp4` or `audio/ogg`. */
  type: string
  /** The end of a file's name, with its dot. */
  extension: string
  /** How loud it is now, from 0 to 1: what the meter shows. */
  level(): number
  /** Seconds recorded, pauses left out. */
  seconds(): number
  pause(): void
  resume(): void
  /** Stop, give the last piece away, and return the whole. */
  stop(): Promise<Blob>
  /** Stop and forget. */
  cancel(): void
}

/**
 * Start recording. Throws what the browser throws: no microphone, no permission.
 *
 * @param give - called with each piece, in order; the recorder waits for the last one before `stop` returns.
 */
export async function record(give: (piece: number, bytes: Uint8Array<ArrayBuffer>) => Promise<void>): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false } })
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? ''
  const recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: BITS } : { audioBitsPerSecond: BITS })
  const pieces: Blob[] = []
  let giving: Promise<void> = Promise.resolve()
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (!data.size) return
    const piece = pieces.push(data) - 1
    giving = giving.then(async () => give(piece, new Uint8Array(await data.arrayBuffer())))
    giving.catch(() => undefined)
  })
  recorder.start(PIECE_MS)
  const clock = new Stopwatch()
  const meter = new Meter(stream)
  const plain = (recorder.mimeType || type).split(';')[0] || 'audio/webm'
  const end = () => {
    meter.close()
    stream.getTracks().forEach((track) => track.stop())
  }
  return {
    type: plain,
    extension: plain === 'audio/mp4' ? '.m4a' : plain === 'audio/ogg' ? '.ogg' : '.webm',
    level: () => meter.level(),
    seconds: () => clock.seconds(),
    pause() {
      recorder.requestData()
      recorder.pause()
      clock.pause()
    },
    resume() {
      recorder.resume()
      clock.resume()
    },
    async stop() {
      const stopped = new Promise((go) => recorder.addEventListener('stop', go, { once: true }))
      recorder.stop()
      await stopped
      end()
      await giving
      return new Blob(pieces, { type: plain })
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop()
      end()
    },
  }
}

class Stopwatch {
  private before = 0
  private since: number | null = performance.now()

  seconds(): number {
    return (this.before + (this.since === null ? 0 : performance.now() - this.since)) / 1000
  }

  pause(): void {
    this.before = this.seconds() * 1000
    this.since = null
  }

  resume(): void {
    this.since ??= performance.now()
  }
}

class Meter {
  private readonly context = new AudioContext()
  private readonly analyser = this.context.createAnalyser()
  private readonly wave = new Uint8Array(1024)

  constructor(stream: MediaStream) {
    this.analyser.fftSize = this.wave.length
    this.context.createMediaStreamSource(stream).connect(this.analyser)
  }

  level(): number {
    this.analyser.getByteTimeDomainData(this.wave)
    const loudest = this.wave.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0)
    return Math.min(1, loudest / 96)
  }

  close(): void {
    void this.context.close()
  }
}
