import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: { alias: { '@': here('../../src') } },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    lib: { entry: here('core.ts'), formats: ['es'], fileName: () => 'core.js' },
    rollupOptions: { output: { codeSplitting: false } }, // the page of the test is given one file
    target: 'es2022',
    emptyOutDir: false,
  },
})
