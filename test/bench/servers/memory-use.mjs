import { renameSync, writeFileSync } from 'node:fs'
import { getHeapStatistics } from 'node:v8'
import { threadId } from 'node:worker_threads'

/**
 * Loaded into a server with `--import`, in each of its threads: writes what the thread's heap holds to a file of its
 * own in the folder that BENCH_MEMORY names, over and over. Plain JavaScript, as `loop-delay.mjs`.
 */
const folder = process.env['BENCH_MEMORY']
const everyMs = 500

if (folder) {
  const file = `${folder}/thread-${threadId}.json`
  const look = () => {
    const { used_heap_size: heap, external_memory: external, malloced_memory: malloced } = getHeapStatistics()
    writeFileSync(`${file}.new`, JSON.stringify({ heap, external, malloced }))
    renameSync(`${file}.new`, file)
  }
  setInterval(look, everyMs).unref()
}
