import { expect, test } from 'vitest'
import { SHOWN, unshown } from '@/core/shown'
import { EVERY_TYPE, FORMS, REFUSED, SUPPORTED, xmlOf } from '../support/corpus'

test('every form of the pack can be shown, to its last question', () => {
  const packed = FORMS.filter(({ id }) => id !== EVERY_TYPE)
  expect(packed).toHaveLength(5)
  expect(packed.flatMap(({ id }) => unshown(xmlOf(id)))).toEqual([])
})

test('what no screen answers is listed, with its place and its type', () => {
  expect(unshown(xmlOf(REFUSED))).toEqual([
    { path: '/data/order', type: 'rank' },
    { path: '/data/line', type: 'geotrace' },
    { path: '/data/area', type: 'geoshape' },
    { path: '/data/code', type: 'barcode' },
  ])
})

test('of the types the house takes, those alone have no screen', () => {
  expect(SUPPORTED.filter((type) => !SHOWN.has(type))).toEqual(['dateTime'])
  expect(unshown(xmlOf(EVERY_TYPE))).toEqual([{ path: '/data/moments/moment', type: 'dateTime' }])
})

test('the app names a type as the house does', () => {
  for (const { id, types } of FORMS) {
    const named = new Set(unshown(xmlOf(id)).map(({ path, type }) => `${path} ${type}`))
    const house = Object.entries(types).filter(([, type]) => !SHOWN.has(type))
    expect(named).toEqual(new Set(house.map(([path, type]) => `/data/${path} ${type}`)))
  }
})
