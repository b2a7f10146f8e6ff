import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { aliases } from './packing'

/** Components are compiled for a browser, though the tests run in Node: they are mounted, not written out as text. */
function vueForBrowser(): Plugin {
  const plugin = vue() as Plugin
  for (const hook of [plugin.load, plugin.transform] as unknown as { handler: (...given: unknown[]) => unknown }[]) {
    const { handler } = hook
    hook.handler = function (...given) {
      return handler.apply(this, [...given.slice(0, -1), { ssr: false }])
    }
  }
  return plugin
}

export default defineConfig({
  plugins: [vueForBrowser()],
  resolve: { alias: aliases },
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    // bytes, files, forms and requests are Node's own, as strict as a browser's; setup.ts adds the document
    environment: 'node',
    // the engine's parser looks for Node's old names of things
    server: { deps: { inline: [/@getodk/, /age-encryption/] } },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    restoreMocks: true,
  },
})
