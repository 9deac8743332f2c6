import { memoryOf, resetPeak } from '../process/usage.ts'
import { median } from '../report/statistics.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

/** A server that has just started still frees what only the start needed. */
const idleAfterMs = 1_000

export const memoryRow: Row = {
  name: 'memory',
  title: 'Memory (RSS): idle, highest while mail arrives, and some time after',
  metrics: [
    { key: 'peakMb', label: 'peak', unit: 'MB', better: 'less' },
    { key: 'idleMb', label: 'idle', unit: 'MB', better: 'less' },
    { key: 'afterMb', label: 'after', unit: 'MB', better: 'less' },
  ],
  fits: ({ isReference }) => !isReference,
  measure: (contender, { scale, load, withServer }) =>
    withServer(contender, {}, async server => {
      const { messages, connections } = scale
      await sleep(Math.min(idleAfterMs, scale.settleMs))
      const idleMb = memoryOf(server.pid).rssMb
      resetPeak(server.pid)
      await deliver(server, load, { kind: 'real', first: 0, messages, connections, keepOpen: true })
      const { peakMb } = memoryOf(server.pid)
      await sleep(scale.settleMs)
      return { peakMb, idleMb, afterMb: memoryOf(server.pid).rssMb }
    }),
}

export const readyRow: Row = {
  name: 'ready',
  title: 'From start to taking mail, with an empty store',
  metrics: [{ key: 'readyMs', label: 'ready', unit: 'ms', better: 'less' }],
  fits: ({ isReference }) => !isReference,
  async measure(contender, { scale, withServer }) {
    const times: number[] = []
    for (let start = 0; start < scale.starts; start += 1) {
      times.push(await withServer(contender, {}, async ({ readyMs }) => readyMs))
    }
    return { readyMs: median(times) }
  },
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
