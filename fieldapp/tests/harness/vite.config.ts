import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: { alias: { '@': here('../../src') } },
  build: { lib: { entry: here('core.ts'), formats: ['iife'], name: 'harness', fileName: () => 'core.js' }, target: 'es2022', emptyOutDir: false },
})
