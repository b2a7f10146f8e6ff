import { Decrypter } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { utf8 } from '@/core/bytes'
import { multipart, pack, padme, seal, type PartHeader, type RecordHeader } from '@/core/envelope'
import { X25519Identity } from '../../node_modules/age-encryption/dist/recipients.js'
import { opened, pair, read, unpacked } from '../support/keys'

const RECORD: RecordHeader = { kind: 'record', content_type: 'text/plain', form: 'expulsion', made_at: '2026-11-27T07:30:00+01:00' }
const PART: PartHeader = { ...RECORD, kind: 'part', form: 'temoignage', testimony: 't', session: 's', sequence: 0, last: false }
const BODY = utf8('rien de réel')

/** The algorithm as its paper writes it, on whole numbers. */
function asPublished(length: number): number {
  if (length < 2) return length
  const exponent = 31 - Math.clz32(length)
  const zeros = exponent - (31 - Math.clz32(exponent) + 1)
  const mask = zeros > 0 ? 2 ** zeros - 1 : 0
  return Math.floor((length + mask) / (mask + 1)) * (mask + 1)
}

describe('padding', () => {
  const near = Array.from({ length: 30 }, (_, bit) => [2 ** bit - 1, 2 ** bit, 2 ** bit + 1]).flat()
  const drawn = Array.from({ length: 5_000 }, () => Math.floor(2 ** (Math.random() * 30)))
  const lengths = [...Array.from({ length: 5_000 }, (_, length) => length), ...near, ...drawn].sort((a, b) => a - b)

  test('never cuts, costs 12 % at most, never shrinks as the content grows', () => {
    let before = 0
    for (const length of lengths) {
      const padded = padme(length)
      if (padded < length || padded > length * 1.12 || padded < before) expect.fail(`${length} becomes ${padded}, after ${before}`)
      before = padded
    }
  })

  test('is the published algorithm', () => {
    expect(lengths.map(padme)).toEqual(lengths.map(asPublished))
  })

  test('leaves few sizes to tell one content from another', () => {
    const sizes = new Set(Array.from({ length: 100_000 }, (_, more) => padme(100_000 + more)))
    expect(sizes.size).toBeLessThanOrEqual(33)
  })
})

test('lays the bytes as the protocol draws them', () => {
  const inner = pack(RECORD, BODY)
  const header = utf8(JSON.stringify(RECORD))
  const told = [...utf8('VGE1'), 0, 0, 0, header.length, ...header, 0, 0, 0, 0, 0, 0, 0, BODY.length, ...BODY]
  expect([...inner.slice(0, told.length)]).toEqual(told)
  expect(inner.length).toBe(padme(told.length))
  expect([...inner.slice(told.length)].every((byte) => byte === 0)).toBe(true)
})

test('the house and the association each open an observation, and nobody else', async () => {
  const [intake, association, stranger] = [await pair(), await pair(), await pair()]
  const { file } = await seal(RECORD, BODY, [intake.recipient, association.recipient])
  for (const { identity } of [intake, association]) {
    const { magic, header, body, rest } = unpacked(await opened(file, identity))
    expect({ magic, header, body: [...body] }).toEqual({ magic: 'VGE1', header: RECORD, body: [...BODY] })
    expect(rest.every((byte) => byte === 0)).toBe(true)
  }
  await expect(opened(file, stranger.identity)).rejects.toThrow()
})

test('a testimony opens for the association, not for the house, and looks like any other', async () => {
  const [intake, association] = [await pair(), await pair()]
  const testimony = await seal(PART, BODY, [association.recipient])
  expect((await read(testimony, association.identity)).header).toEqual(PART)
  await expect(opened(testimony.file, intake.identity)).rejects.toThrow()
  const record = await seal(RECORD, BODY, [intake.recipient, association.recipient])
  expect(stanzas(record.file)).toBe(2)
  expect(stanzas(testimony.file)).toBe(2)
})

test('each envelope has another name, another key beside it, and either stanza first', async () => {
  const association = await pair()
  const made = await Promise.all(Array.from({ length: 24 }, () => seal(PART, BODY, [association.recipient])))
  expect(new Set(made.map(({ id }) => id)).size).toBe(24)
  expect(new Set(made.map(({ file }) => headerOf(file))).size).toBe(24)
  const first = await Promise.all(made.map(async ({ file }) => opensWithFirstStanza(file, association.identity)))
  expect(new Set(first)).toEqual(new Set([true, false]))
})

test('what is sealed is nowhere in the file', async () => {
  const { file } = await seal(RECORD, utf8('le chien jaune pleurait'), [(await pair()).recipient])
  const text = Buffer.from(file)
  for (const words of ['le chien jaune', 'expulsion', 'VGE1', 'text/plain']) expect(text.includes(words)).toBe(false)
  expect(Buffer.concat([text, Buffer.from('le chien jaune pleurait')]).includes('le chien jaune')).toBe(true)
})

test('one bit changed on the way does not open', async () => {
  const association = await pair()
  const { file } = await seal(PART, BODY, [association.recipient])
  file.set([(file.at(-20) ?? 0) ^ 1], file.length - 20)
  await expect(opened(file, association.identity)).rejects.toThrow()
})

test('a body is the post a form would have made, files under their names', async () => {
  const association = await pair()
  const photo = crypto.getRandomValues(new Uint8Array(50_000))
  const data = new FormData()
  data.set('xml_submission_file', new File(['<data>é &amp; 漢</data>'], 'xml_submission_file', { type: 'text/xml' }))
  data.set('photo-1.jpg', new File([photo], 'photo-1.jpg', { type: 'image/jpeg' }))
  const { body, contentType } = await multipart(data)
  const form = await (await read(await seal({ ...RECORD, content_type: contentType }, body, [association.recipient]), association.identity)).form()
  expect([...form.keys()]).toEqual(['xml_submission_file', 'photo-1.jpg'])
  expect(await (form.get('xml_submission_file') as File).text()).toBe('<data>é &amp; 漢</data>')
  expect(Buffer.from(await (form.get('photo-1.jpg') as File).arrayBuffer()).equals(photo)).toBe(true)
})

test('the multipart is ours: an engine that gives back no FormData with a file, as Safari\'s, seals all the same', async () => {
  const data = new FormData()
  data.set('note "a"', 'é')
  data.set('f', new File([new Uint8Array([0, 255, 13, 10])], 'a "b"\r\n.bin'))
  const native = globalThis.Response
  globalThis.Response = class extends native {
    constructor(body?: BodyInit | null, init?: ResponseInit) {
      if (body instanceof FormData) throw new DOMException('Unable to read form data blob', 'InvalidStateError')
      super(body, init)
    }
  }
  const { body, contentType } = await multipart(data).finally(() => (globalThis.Response = native))
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
  expect([...form.keys()]).toEqual(['note "a"', 'f'])
  expect(form.get('note "a"')).toBe('é')
  expect([...new Uint8Array(await (form.get('f') as File).arrayBuffer())]).toEqual([0, 255, 13, 10])
})

test('an empty body, and one of nine megabytes', async () => {
  const association = await pair()
  for (const length of [0, 9_000_000]) {
    const made = await seal(RECORD, new Uint8Array(length), [association.recipient])
    expect((await read(made, association.identity)).body.length).toBe(length)
  }
})

function headerOf(file: Uint8Array): string {
  const text = Buffer.from(file).toString('latin1')
  return text.slice(0, text.indexOf('\n---'))
}

function stanzas(file: Uint8Array): number {
  return headerOf(file).split('\n-> ').length - 1
}

/** Whether the first stanza is the one this identity opens. */
async function opensWithFirstStanza(file: Uint8Array, identity: string): Promise<boolean> {
  const inner = new X25519Identity(identity)
  let first = false
  const decrypter = new Decrypter()
  decrypter.addIdentity({
    async unwrapFileKey(found) {
      first = (await inner.unwrapFileKey(found.slice(0, 1))) !== null
      return inner.unwrapFileKey(found)
    },
  })
  await decrypter.decrypt(file)
  return first
}
