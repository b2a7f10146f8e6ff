import { expect, test } from 'vitest'
import { heldBy, leaves, openForm, type RootNode } from '@/core/engine'
import { pagesOf } from '@/core/pages'
import { asRepeat, dropEmpty, giveBack, remove, type Repeat } from '@/form/repeats'
import { at, attach, choose, say, under } from '../support/answers'
import { EVERY_TYPE, xmlOf } from '../support/corpus'

function repeatAt(root: RootNode, path: string): Repeat {
  const found = under(root).find((node) => node.nodeType === 'repeat-range:uncontrolled' && node.currentState.reference === `/data/${path}`)
  const repeat = found && asRepeat(found)
  if (!repeat) throw new Error(`no repeat ${path}`)
  return repeat
}

test('an instance of which nothing was said goes; its page stays, to add to', async () => {
  const root = await openForm(xmlOf('vigie-expulsion'), new Map())
  const before = pagesOf(root).length
  dropEmpty(root)
  expect(repeatAt(root, 'convoy').currentState.children).toHaveLength(0)
  expect(pagesOf(root)).toHaveLength(before)
  repeatAt(root, 'convoy').addInstances()
  expect(repeatAt(root, 'convoy').currentState.children).toHaveLength(1)
})

test('an instance of which something was said stays', async () => {
  const root = await openForm(xmlOf('vigie-expulsion'), new Map())
  say(root, 'convoy/officers', '12')
  repeatAt(root, 'convoy').addInstances()
  dropEmpty(root)
  expect(repeatAt(root, 'convoy').currentState.children).toHaveLength(1)
  expect(heldBy(at(root, 'convoy/officers'))).toBe('12')
})

test('what was taken away is given back where it was, with all its answers', async () => {
  const root = await openForm(xmlOf('vigie-expulsion'), new Map())
  const convoy = repeatAt(root, 'convoy')
  choose(root, 'convoy/force', 'CRS')
  choose(root, 'convoy/convoy_qualifier', 'min')
  say(root, 'convoy/officers', '12')
  convoy.addInstances()
  const removed = remove(convoy, 0)
  expect(heldBy(at(root, 'convoy/officers'))).toBe('')
  giveBack(convoy, removed)
  expect(convoy.currentState.children).toHaveLength(2)
  expect(leaves(convoy.currentState.children[0]!).map(heldBy)).toEqual(['CRS', 'min', '12', ''])
})

test('a photograph comes back with the instance it was in', async () => {
  const root = await openForm(xmlOf(EVERY_TYPE), new Map())
  const acts = repeatAt(root, 'acts')
  const photo = attach(root, 'acts/act_photo', 'photo-1f.jpg')
  giveBack(acts, remove(acts, 0))
  const held = at(root, 'acts/act_photo')
  expect(held.nodeType === 'upload' && held.currentState.value?.size).toBe(photo.size)
})
