import { ESLint, RuleTester } from 'eslint'
import { afterAll, describe, expect, it, test } from 'vitest'
import parser from 'vue-eslint-parser'
import plugin from '../../lint/rules.js'

RuleTester.describe = describe
RuleTester.it = it
RuleTester.itOnly = it.only
Object.assign(RuleTester, { afterAll })

const tester = new RuleTester({ languageOptions: { parser, ecmaVersion: 2022, sourceType: 'module' } })
const screen = (template: string, script = '') => ({ filename: 'Screen.vue', code: `<script setup>${script}</script><template>${template}</template>` })
const { rules } = plugin

tester.run('keeps-nothing-typed', rules['keeps-nothing-typed'] as never, {
  valid: [
    screen('<input autocomplete="off" spellcheck="false">'),
    screen('<textarea autocomplete="off" spellcheck="false" />'),
    screen('<div contenteditable autocomplete="off" spellcheck="false" />'),
    screen('<input type="checkbox"><input type="radio"><input type="file"><p>texte</p>'),
  ],
  invalid: [
    { ...screen('<input>'), errors: [{ messageId: 'kept', data: { name: 'input', missing: 'autocomplete="off", spellcheck="false"' } }] },
    { ...screen('<input type="text" autocomplete="off">'), errors: [{ messageId: 'kept', data: { name: 'input', missing: 'spellcheck="false"' } }] },
    { ...screen('<textarea spellcheck="false" />'), errors: [{ messageId: 'kept' }] },
    { ...screen('<div><p v-if="a"><input autocomplete="on" spellcheck="false"></p></div>'), errors: [{ messageId: 'kept' }] },
    { ...screen('<input :autocomplete="how" spellcheck="false">'), errors: [{ messageId: 'kept' }] },
    { ...screen('<input :type="kind">'), errors: [{ messageId: 'kept' }] },
    { ...screen('<div contenteditable="true" />'), errors: [{ messageId: 'kept' }] },
    { ...screen('<div :contenteditable="open" />'), errors: [{ messageId: 'kept' }] },
    { ...screen('<input type="date"><input type="number">'), errors: [{ messageId: 'kept' }, { messageId: 'kept' }] },
  ],
})

tester.run('no-html', rules['no-html'] as never, {
  valid: [screen('<p>{{ text }}</p>', 'const innerHTML = 1; a.textContent = b')],
  invalid: [
    { ...screen('<p v-html="text" />'), errors: [{ messageId: 'html' }] },
    { ...screen('<iframe :srcdoc="text" />'), errors: [{ messageId: 'html' }] },
    { ...screen('<p />', 'a.innerHTML = b'), errors: [{ messageId: 'html' }] },
    { filename: 'a.ts', code: 'a.insertAdjacentHTML("beforeend", b); h("p", { innerHTML: b })', errors: [{ messageId: 'html' }, { messageId: 'html' }] },
  ],
})

tester.run('no-style', rules['no-style'] as never, {
  valid: [screen('<p class="wide" />'), screen('<p :style="{ inlineSize: size }" />')],
  invalid: [{ ...screen('<p style="color: red" />'), errors: [{ messageId: 'style' }] }],
})

tester.run('no-storage', rules['no-storage'] as never, {
  valid: [{ filename: 'a.ts', code: 'keep("a", 1); const storage = navigator.storage' }],
  invalid: [
    { filename: 'a.ts', code: 'localStorage.setItem("a", b)', errors: [{ messageId: 'storage' }] },
    { filename: 'a.ts', code: 'window["sessionStorage"].a = b', errors: [{ messageId: 'storage' }] },
    { ...screen('<p @click="localStorage.clear()" />'), errors: [{ messageId: 'storage' }] },
  ],
})

describe('the app’s own configuration', () => {
  const eslint = new ESLint({ cwd: new URL('../..', import.meta.url).pathname })
  const found = async (code: string, filePath: string) => {
    const [result] = await eslint.lintText(code, { filePath })
    return new Set(result?.messages.map(({ ruleId }) => ruleId))
  }

  test('lets the engine be touched in one file, the storages in one other', async () => {
    const engine = "import { loadForm } from '@getodk/xforms-engine'\nloadForm('')\n"
    expect(await found(engine, 'src/form/other.ts')).toEqual(new Set(['no-restricted-imports']))
    expect(await found(engine, 'src/core/engine.ts')).toEqual(new Set())
    expect(await found('localStorage.clear()\n', 'src/shell/other.ts')).toEqual(new Set(['carnet/no-storage']))
    expect(await found('localStorage.clear()\n', 'src/core/empty.ts')).toEqual(new Set())
  })

  test('lets nothing be told to the console, nor any type be waved through', async () => {
    expect(await found('console.log(1)\nexport const a = 1 as any\n', 'src/shell/other.ts')).toEqual(new Set(['no-console', '@typescript-eslint/no-explicit-any']))
  })

  test('judges screens too', async () => {
    const bad = '<script setup lang="ts">\n</script>\n<template>\n  <div>\n    <img src="/a.svg">\n    <input>\n    <p v-html="1" />\n  </div>\n</template>\n'
    const rulesFound = await found(bad, 'src/shell/Other.vue')
    for (const rule of ['carnet/keeps-nothing-typed', 'carnet/no-html', 'vuejs-accessibility/alt-text']) expect(rulesFound).toContain(rule)
  })
}, 60_000)
