import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** Nothing is judged by its time: these only end what hangs, on a machine that is busy with other things as well. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } }

/**
 * No module has state and none is mocked, so files may share a worker: starting one for each took a third of the time.
 * Tests wait for sockets and disks: of two cores one worker uses one.
 */
const shared = { ...patience, isolate: false, maxWorkers: Math.max(2, availableParallelism() - 1) }

/** As the program has it: each of the hundreds of stores has a thread, which else takes its modules apart anew. */
const compiled = fileURLToPath(new URL('.cache/compiled', import.meta.url))

/** One runner for everything. `unit` and `contract` run the sources; `e2e` drives what was built, in a real browser. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.ts', 'test/*.test.ts', 'test/codes/*.test.ts'],
          ...shared,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts', 'test/bench/*.test.ts', 'test/fuzz/*.test.ts'],
          env: { NODE_COMPILE_CACHE: compiled },
          ...shared,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          ...patience,
          // Each file starts a server and a browser, which mostly wait for each other: two files fill two cores.
          maxWorkers: 2,
        },
      },
    ],
  },
})
