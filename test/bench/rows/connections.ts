import type { HoldJob } from '../load/hold-process.ts'
import { hold } from '../load/hold.ts'
import { sleep } from '../process/sleep.ts'
import type { Server } from '../process/server.ts'
import { memoryOf } from '../process/usage.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

type Options = { name: string; what: string; note?: string; job: (server: Server) => Omit<HoldJob, 'count'> }

/** Connections that are open must be known to the server before the mail comes. */
const settledMs = 500

/** How fast mail is taken while many others hold a connection, against the same server without them. */
function connectionsRow({ name, what, note, job }: Options): Row {
  return {
    name,
    title: `Delivery on kept connections with 1,000 ${what}, against without`,
    ...(note ? { note } : {}),
    metrics: [
      { key: 'share', label: 'of the rate without', unit: '%', better: 'more', target: { value: 80 } },
      { key: 'rate', label: 'messages/s', unit: '/s', better: 'more' },
      { key: 'without', label: 'messages/s without', unit: '/s', better: 'more' },
      { key: 'eachKb', label: 'RSS for each', unit: 'KB', better: 'less' },
    ],
    rounds: 2,
    fits: ({ name: of }) => of === 'mayfly',
    measure: (contender, { scale, load, withServer }) =>
      withServer(contender, {}, async server => {
        const { connections, messages, warmUp, held: count } = scale
        let first = 0
        const rateOf = async (amount: number) => {
          const { ms } = await deliver(server, load, {
            kind: 'real',
            first,
            messages: amount,
            connections,
            keepOpen: true,
          })
          first += amount
          return (amount / ms) * 1000
        }
        await rateOf(warmUp)
        const before = await rateOf(messages)
        const rssMb = memoryOf(server.pid).rssMb
        const { release } = await hold({ ...job(server), count })
        let rate: number
        let eachKb: number
        try {
          await sleep(settledMs)
          eachKb = ((memoryOf(server.pid).rssMb - rssMb) * 1024) / count
          rate = await rateOf(messages)
        } finally {
          await release()
        }
        await sleep(settledMs)
        // Without them before and after, for a server gets faster as it warms up.
        const without = (before + (await rateOf(messages))) / 2
        return { share: (rate / without) * 100, rate, without, eachKb }
      }),
  }
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`

export const waitingRow = connectionsRow({
  name: 'held-waits',
  what: 'waiting calls',
  job: ({ ports }) => ({
    port: ports.http,
    request: get('/api/v1/messages/wait?mailbox=nobody#@elsewhere.example&timeout=300'),
  }),
})

export const streamsRow = connectionsRow({
  name: 'held-streams',
  what: 'event streams',
  note: 'Each follows one mailbox, as a test would; what a mail tells, it tells to those who follow its mailbox.',
  job: ({ ports }) => ({
    port: ports.http,
    request: get('/api/v1/events?mailbox=nobody#@elsewhere.example'),
  }),
})

export const idleSessionsRow = connectionsRow({
  name: 'held-sessions',
  what: 'idle SMTP sessions',
  job: ({ ports }) => ({ port: ports.smtp, request: 'EHLO idle.example\r\n' }),
})
