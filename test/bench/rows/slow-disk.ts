import { letterOf } from '../load/letter.ts'
import { runSession } from '../load/smtp-session.ts'
import { sleep } from '../process/sleep.ts'
import type { Server } from '../process/server.ts'
import { memoryOf } from '../process/usage.ts'
import { percentile } from '../report/statistics.ts'
import { deliver } from './deliver.ts'
import type { Row, Scale, Tools } from './row.ts'

/** A hard disk that is busy with something else. */
const flushMs = 50
const slowFlush = new URL('../servers/slow-flush.mjs', import.meta.url).href
/** Calls come one after the other with a pause, as from a window that is open. */
const pauseMs = 5

/** On a disk that is slow to flush the senders wait for it, but nobody who only reads does. */
export const slowDiskRow: Row = {
  name: 'slow-disk',
  title: 'The list while mail is delivered to a slow disk, against a usual one',
  note: `Every flush of the store to disk takes ${flushMs} ms longer. Lists of 50 are asked for one after the other meanwhile.`,
  metrics: [
    { key: 'slowdown', label: 'list p95, slow : usual', unit: '', better: 'less', target: { value: 1.5 } },
    { key: 'slowP95', label: 'list p95, slow', unit: 'ms', better: 'less' },
    { key: 'usualP95', label: 'list p95, usual', unit: 'ms', better: 'less' },
    { key: 'slowRate', label: 'messages/s, slow', unit: '/s', better: 'more' },
    { key: 'usualRate', label: 'messages/s, usual', unit: '/s', better: 'more' },
    { key: 'slowMb', label: 'peak RSS, slow', unit: 'MB', better: 'less' },
  ],
  fits: ({ name }) => name === 'mayfly',
  async measure(contender, tools) {
    const usual = await tools.withServer(contender, {}, server => readWhileDelivering(server, tools))
    const options = { nodeArgs: ['--import', slowFlush], env: { BENCH_FLUSH_MS: String(flushMs) } }
    const slow = await tools.withServer(contender, options, async server => {
      await seeThatItIsSlow(server)
      return readWhileDelivering(server, tools)
    })
    return {
      slowdown: slow.p95 / usual.p95,
      slowP95: slow.p95,
      usualP95: usual.p95,
      slowRate: slow.rate,
      usualRate: usual.rate,
      slowMb: slow.peakMb,
    }
  },
}

async function readWhileDelivering(server: Server, { scale, load }: Pick<Tools, 'scale' | 'load'>) {
  const job = jobOf(scale)
  await deliver(server, load, { ...job, first: 0, messages: scale.warmUp })
  let over = false
  const readUntilOver = async () => {
    const times: number[] = []
    while (!over) {
      times.push((await server.http.get(server.contender.api!.listPath)).ms)
      await sleep(pauseMs)
    }
    return times
  }
  const delivered = deliver(server, load, { ...job, first: scale.warmUp }).finally(() => (over = true))
  const [{ ms }, times] = await Promise.all([delivered, readUntilOver()])
  return {
    p95: percentile(times, 0.95),
    rate: (job.messages / ms) * 1000,
    peakMb: memoryOf(server.pid).peakMb,
  }
}

function jobOf({ messages, connections }: Scale) {
  return { kind: 'real', connections, messages: Math.ceil(messages / 2), keepOpen: true } as const
}

/** Without this a delay that no longer takes hold would look like a very good result. */
async function seeThatItIsSlow({ ports }: Server): Promise<void> {
  const letters = [letterOf('real', 1_000_000)]
  const start = performance.now()
  let acknowledgedMs = 0
  await runSession({
    port: ports.smtp,
    next: () => letters.pop(),
    onAcknowledged: () => (acknowledgedMs = performance.now() - start),
  })
  if (acknowledgedMs < flushMs) throw new Error('The delay of the flush had no effect')
}
