import { sleep } from '../process/sleep.ts'
import { memoryOf, resetPeak } from '../process/usage.ts'
import { watchMemory } from '../process/watch-memory.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

/** A server that has just been started and asked for its settings still frees what only that needed, some seconds later. */
const idleAfterMs = 10_000
const sampleMs = 250

/** What a server holds before, while and after it takes a lot of mail. */
export const memoryRow: Row = {
  name: 'memory',
  title: 'Memory (RSS): idle, highest while mail arrives, and some time after',
  note: 'The mail of the delivery rows; "after" is 60 s later unless --settle says otherwise. The target for after is that of a store with mail.',
  metrics: [
    { key: 'peakMb', label: 'peak', unit: 'MB', better: 'less', target: { value: 300 } },
    { key: 'idleMb', label: 'idle', unit: 'MB', better: 'less', target: { value: 130 } },
    { key: 'afterMb', label: 'after', unit: 'MB', better: 'less', target: { value: 160 } },
  ],
  charts: [
    {
      key: 'rss',
      title: 'Memory: idle, 4,000 messages on 20 connections, and after',
      x: { label: 'since the start', unit: 's' },
      y: { label: 'RSS', unit: 'MB' },
    },
  ],
  rounds: 1,
  fits: ({ isReference }) => !isReference,
  measure: (contender, { scale, load, withServer, plot }) =>
    withServer(contender, {}, async server => {
      const { messages, connections } = scale
      const stop = watchMemory(server.pid, sampleMs, (seconds, mb) => plot('rss', seconds, mb))
      try {
        await sleep(Math.min(idleAfterMs, scale.settleMs))
        const idleMb = memoryOf(server.pid).rssMb
        resetPeak(server.pid)
        await deliver(server, load, { kind: 'real', first: 0, messages, connections, keepOpen: true })
        const { peakMb } = memoryOf(server.pid)
        await sleep(scale.settleMs)
        return { peakMb, idleMb, afterMb: memoryOf(server.pid).rssMb }
      } finally {
        stop()
      }
    }),
}
