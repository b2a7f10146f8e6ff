import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import carnet from './lint/rules.js'

const ENGINE = { name: '@getodk/xforms-engine', message: 'Only core/engine.ts touches the engine: its traps are kept there.' }

export default defineConfigWithVueTs(
  { ignores: ['node_modules/', 'forms/', 'dist/'] },
  vue.configs['flat/recommended'],
  vue.configs['no-layout-rules'],
  vueTsConfigs.strict,
  accessibility.configs['flat/recommended'],
  {
    name: 'carnet/all',
    files: ['**/*.{ts,vue,js}'],
    plugins: { carnet },
    rules: {
      'carnet/keeps-nothing-typed': 'error',
      'carnet/no-html': 'error',
      'carnet/no-style': 'error',
      'carnet/no-storage': 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      eqeqeq: 'error',
      'no-restricted-imports': ['error', { paths: [ENGINE], patterns: [{ group: ['@getodk/*'], message: ENGINE.message }] }],
      // an index that was just checked reads better with `!` than with a second branch nobody can reach
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      // what was just recorded has no captions
      'vuejs-accessibility/media-has-caption': 'off',
      // a label stands beside its control or around it
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  { name: 'carnet/engine', files: ['src/core/engine.ts'], rules: { 'no-restricted-imports': 'off' } },
  { name: 'carnet/empty', files: ['src/core/empty.ts'], rules: { 'carnet/no-storage': 'off' } },
  { name: 'carnet/rules', files: ['lint/**', 'tests/**'], rules: { 'carnet/no-storage': 'off' } },
  { name: 'carnet/worker', files: ['src/worker/**', 'lint/**', 'eslint.config.js'], languageOptions: { globals: { self: 'readonly', caches: 'readonly' } } },
)
