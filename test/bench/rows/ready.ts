import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep } from '../process/sleep.ts'
import { memoryOf } from '../process/usage.ts'
import { median } from '../report/statistics.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

const idleAfterMs = 2_000
/** Nothing is loaded into a server whose start is timed. */
const plain = { watchLoop: false }

export const readyRow: Row = {
  name: 'ready',
  title: 'From start to taking mail, with an empty store',
  metrics: [{ key: 'readyMs', label: 'ready', unit: 'ms', better: 'less', target: { value: 400 } }],
  fits: ({ isReference }) => !isReference,
  async measure(contender, { scale, withServer }) {
    const times: number[] = []
    for (let start = 0; start < scale.starts; start += 1) {
      times.push(await withServer(contender, plain, async ({ readyMs }) => readyMs))
    }
    return { readyMs: median(times) }
  },
}

/** Only Mayfly: the others that can be run here forget their mail when they end. */
export const readyStoredRow: Row = {
  name: 'ready-stored',
  title: 'From start to taking mail, with 10,000 stored mails, and the memory then',
  metrics: [
    { key: 'readyMs', label: 'ready', unit: 'ms', better: 'less', target: { value: 800 } },
    { key: 'rssMb', label: 'RSS', unit: 'MB', better: 'less', target: { value: 160 } },
  ],
  rounds: 1,
  fits: ({ name }) => name === 'mayfly',
  async measure(contender, { scale, load, withServer }) {
    const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-'))
    try {
      const { stored: messages, connections } = scale
      await withServer(contender, { folder }, server =>
        deliver(server, load, { kind: 'real', first: 0, messages, connections, keepOpen: true }),
      )
      const starts: { readyMs: number; rssMb: number }[] = []
      for (let start = 0; start < scale.starts; start += 1) {
        const options = { ...plain, folder }
        starts.push(
          await withServer(contender, options, async ({ readyMs, pid }) => {
            await sleep(Math.min(idleAfterMs, scale.settleMs))
            return { readyMs, rssMb: memoryOf(pid).rssMb }
          }),
        )
      }
      return {
        readyMs: median(starts.map(({ readyMs }) => readyMs)),
        rssMb: median(starts.map(({ rssMb }) => rssMb)),
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
