/** Strict TypeScript, accessible templates, and what this app may never do: let a browser remember what was typed, or write anything in the clear. */
import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'

const KEPT = 'Chromium writes what is typed into its session files: autocomplete="off" on every field.'
const READ = 'A speller may send what is typed away: spellcheck="false" on every field one writes in.'
const WRITTEN = ":matches(VElement[name='textarea'], VElement[name='input']:not(:has(VAttribute[key.name='type'][value.value=/^(radio|checkbox|file|range)$/])))"

export default defineConfigWithVueTs(
  { ignores: ['node_modules', 'forms', 'coverage'] },
  vue.configs['flat/recommended'],
  accessibility.configs['flat/recommended'],
  vueTsConfigs.strict,
  {
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'localStorage', message: 'Nothing of the app is kept in the clear.' }],
      'vue/no-restricted-syntax': [
        'error',
        { selector: ":matches(VElement[name='input'], VElement[name='textarea'], VElement[name='select'], VElement[name='form']):not(:has(VAttribute[key.name='autocomplete'][value.value='off']))", message: KEPT },
        { selector: `${WRITTEN}:not(:has(VAttribute[key.name='spellcheck'][value.value='false']))`, message: READ },
      ],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/attributes-order': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vuejs-accessibility/label-has-for': 'off',
      'vuejs-accessibility/media-has-caption': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['src/core/empty.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['src/worker/sw.js'], languageOptions: { globals: { self: 'readonly', caches: 'readonly', fetch: 'readonly', crypto: 'readonly', Response: 'readonly', URL: 'readonly', btoa: 'readonly' } } },
)
