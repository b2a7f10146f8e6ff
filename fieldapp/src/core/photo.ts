/** Photographs taken in the page: nothing passes by the gallery, and drawing them again drops the place, the time and the model of the phone. */

import { newName } from './engine'

const QUALITY = 0.8

/** The widest side of a kept photograph, in pixels, when the form says nothing. */
export const MAX_PIXELS = 1600

/** A camera that is on. */
export interface Camera {
  stream: MediaStream
  shoot(most: number): Promise<File>
  close(): void
}

/** Turn the camera at the back on. Throws what the browser throws: no camera, no permission. */
export async function openCamera(): Promise<Camera> {
  const video = { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video })
  const close = () => stream.getTracks().forEach((track) => track.stop())
  return { stream, close, shoot: (most) => shoot(stream, most).finally(close) }
}

/** Draw a picture chosen from the phone again, without what it carries. Its original stays in the phone: the screen says so. */
export async function cleaned(picture: Blob, most: number): Promise<File> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  return drawn(bitmap, bitmap.width, bitmap.height, most).finally(() => bitmap.close())
}

async function shoot(stream: MediaStream, most: number): Promise<File> {
  const video = document.createElement('video')
  video.srcObject = stream
  video.muted = true
  video.playsInline = true
  await video.play()
  if (!video.videoWidth) await new Promise((go) => video.addEventListener('loadeddata', go, { once: true }))
  return drawn(video, video.videoWidth, video.videoHeight, most)
}

async function drawn(source: CanvasImageSource, width: number, height: number, most: number): Promise<File> {
  const scale = Math.min(1, most / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((go) => canvas.toBlob(go, 'image/jpeg', QUALITY))
  if (!blob) throw new Error('no picture')
  return new File([blob], `${newName('photo')}.jpg`, { type: 'image/jpeg' })
}
