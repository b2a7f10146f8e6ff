import { expect, test } from 'vitest'
import { base64, join, text, utf8 } from '@/core/bytes'

test('text comes back as it went, in every script', () => {
  for (const words of ['', 'é', 'ትግርኛ', 'فارسی', '😀', 'a\u0301']) expect(text(utf8(words))).toBe(words)
})

test('bytes that are not UTF-8 are refused, not mended', () => {
  expect(() => text(new Uint8Array([0xc3, 0x28]))).toThrow()
})

test('base64 is read in both alphabets, and refused otherwise', () => {
  expect([...base64('-_8='), ...base64('+/8=')]).toEqual([0xfb, 0xff, 0xfb, 0xff])
  expect(() => base64('é')).toThrow()
})

test('pieces are put end to end', () => {
  expect([...join([utf8('ab'), new Uint8Array(), utf8('c')])]).toEqual([97, 98, 99])
  expect(join([]).length).toBe(0)
})
