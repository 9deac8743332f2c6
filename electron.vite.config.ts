import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

/** Three builds: `out/main` (both shells and the store's thread), `out/preload`, `out/renderer`. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          electron: 'src-main/electron/main.ts',
          headless: 'src-main/headless/main.ts',
          'store-worker': 'src-main/app/store-worker.ts',
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload script must be one CommonJS file.
      rollupOptions: {
        input: { preload: 'src-preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    build: { minify: true, outDir: 'out/renderer', rollupOptions: { input: 'src-renderer/index.html' } },
    plugins: [vue(), tailwindcss()],
  },
})
