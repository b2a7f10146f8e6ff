import { describe, expect, test } from 'vitest'
import { ANSWERS, answersOf, filesOf, leaves, openForm, payload, pathOf, speak, type RootNode } from '@/core/engine'
import { pagesOf, questionsOf, touched, troubles } from '@/core/pages'
import { anything, under } from '../support/answers'
import { FORMS, xmlOf } from '../support/corpus'

/** Walk the pages as a person does, answering whatever is asked, also what an answer opens. Returns the paths seen. */
function walk(root: RootNode): Set<string> {
  const seen = new Set<string>()
  for (let page = 0; page < pagesOf(root).length; page += 1) {
    const done = new Set<string>()
    for (let turn = 0; turn < 20; turn += 1) {
      const next = questionsOf(pagesOf(root)[page]!).find((node) => !done.has(node.nodeId))
      if (!next) break
      done.add(next.nodeId)
      seen.add(pathOf(next))
      anything(next)
    }
    for (const node of questionsOf(pagesOf(root)[page]!)) {
      if (done.has(node.nodeId)) continue
      seen.add(pathOf(node))
      anything(node)
    }
  }
  return seen
}

async function again(data: FormData): Promise<FormData> {
  const copy = new FormData()
  copy.set(ANSWERS, new File([await answersOf(data)], ANSWERS, { type: 'text/xml' }))
  for (const [name, file] of filesOf(data)) copy.set(name, new File([await file.arrayBuffer()], name, { type: file.type }))
  return copy
}

test('the corpus is the pack and the form of every type', () => {
  expect(FORMS).toHaveLength(6)
})

describe.each(FORMS)('$id', ({ id, languages, types }) => {
  const xml = xmlOf(id)

  test('opens, every page can be walked, and every question the house knows is met', async () => {
    const root = await openForm(xml, new Map())
    const seen = walk(root)
    expect(pagesOf(root).length).toBeGreaterThan(1)
    expect(pagesOf(root).every(touched) || pagesOf(root).some((page) => questionsOf(page).every((node) => node.nodeType === 'note'))).toBe(true)
    const missed = Object.keys(types).filter((path) => !seen.has(`/data/${path}`))
    // questions that only another answer than the first of its list opens are in the form all the same
    const there = new Set(under(root).map(pathOf))
    expect(missed.filter((path) => !there.has(`/data/${path}`))).toEqual([])
    expect(missed.length).toBeLessThan(Object.keys(types).length / 2)
  })

  test('serialises, opens again as a draft and serialises the same, files included', async () => {
    const root = await openForm(xml, new Map())
    walk(root)
    const first = await payload(root)
    const reopened = await openForm(xml, new Map(), await again(first))
    const second = await payload(reopened)
    expect(await answersOf(second)).toBe(await answersOf(first))
    expect([...filesOf(second)].map(([name, file]) => [name, file.size])).toEqual([...filesOf(first)].map(([name, file]) => [name, file.size]))
    expect(await answersOf(first)).toMatch(/<(orx:)?instanceID>uuid:[0-9a-f-]{36}</)
    expect(pagesOf(reopened).map((page) => page.nodes.map(pathOf))).toEqual(pagesOf(root).map((page) => page.nodes.map(pathOf)))
    expect(pagesOf(reopened).flatMap(troubles).map(pathOf)).toEqual(pagesOf(root).flatMap(troubles).map(pathOf))
  })

  test.each(languages)('speaks %s, with a label for each question and each choice', async (code) => {
    const root = await openForm(xml, new Map())
    walk(root)
    expect(speak(root, code)).toBe(code)
    const silent = leaves(root).filter((node) => {
      const choices = node.nodeType === 'select' ? node.currentState.valueOptions : []
      return !node.currentState.label?.asString.trim() || choices.some((choice: { label: { asString: string } }) => !choice.label.asString.trim())
    })
    expect(silent.map(pathOf)).toEqual([])
  })

  test('says nothing in a language in the words of another', async () => {
    const said = await Promise.all(
      languages.map(async (code) => {
        const root = await openForm(xml, new Map())
        speak(root, code)
        return leaves(root).map((node) => node.currentState.label?.asString ?? '').join('\n')
      }),
    )
    expect(new Set(said).size).toBe(languages.length)
  })
})
