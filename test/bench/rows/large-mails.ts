import { sleep } from '../process/sleep.ts'
import { memoryOf, resetPeak } from '../process/usage.ts'
import { deliver } from './deliver.ts'
import type { Row, Scale, Target } from './row.ts'

type Options = {
  name: string
  title: string
  note?: string
  /** How many are sent, each on a connection of its own, all at once. */
  mails: (scale: Scale) => number
  peak?: Target
  added?: Target
  rounds?: number
}

/** As in the row of memory. */
const idleAfterMs = 10_000

/** Mails of 25 MB, all at once: what they cost in memory. One that is refused fails the row. */
function largeMailsRow({ name, title, note, mails, peak, added, rounds }: Options): Row {
  return {
    name,
    title,
    ...(note ? { note } : {}),
    metrics: [
      { key: 'peakMb', label: 'peak RSS', unit: 'MB', better: 'less', ...(peak ? { target: peak } : {}) },
      {
        key: 'addedMb',
        label: 'more than idle',
        unit: 'MB',
        better: 'less',
        ...(added ? { target: added } : {}),
      },
      { key: 'rate', label: 'received', unit: 'MB/s', better: 'more' },
    ],
    ...(rounds ? { rounds } : {}),
    fits: ({ isReference }) => !isReference,
    measure: (contender, { scale, load, withServer }) =>
      withServer(contender, {}, async server => {
        await sleep(Math.min(idleAfterMs, scale.settleMs))
        const idle = memoryOf(server.pid).rssMb
        resetPeak(server.pid)
        const messages = mails(scale)
        const job = { kind: 'large', first: 0, messages, connections: messages, keepOpen: true } as const
        const { ms } = await deliver(server, load, job)
        const { peakMb } = memoryOf(server.pid)
        return { peakMb, addedMb: peakMb - idle, rate: (messages * 25 * 1000) / ms }
      }),
  }
}

export const oneLargeRow = largeMailsRow({
  name: 'large-one',
  title: 'Memory (RSS): one mail of 25 MB',
  mails: () => 1,
  added: { value: 100 },
})

export const twentyLargeRow = largeMailsRow({
  name: 'large-twenty',
  title: 'Memory (RSS): twenty mails of 25 MB at once',
  mails: ({ largeMails }) => largeMails,
  peak: { value: 600 },
  rounds: 1,
})

export const fortyLargeRow = largeMailsRow({
  name: 'large-forty',
  title: 'Memory (RSS): forty senders of 25 MB at once',
  note: 'Twice as many as the row before: when bytes in flight are bounded, memory is about the same and the senders wait.',
  mails: ({ largeMails }) => 2 * largeMails,
  peak: { value: 600 },
  rounds: 1,
})
