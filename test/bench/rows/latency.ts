import type { Api, Contender } from '../contenders/contender.ts'
import { letterOf, type Letter } from '../load/letter.ts'
import { runSession } from '../load/smtp-session.ts'
import { marksOf } from '../mails/mail.ts'
import { sleep } from '../process/sleep.ts'
import type { Server } from '../process/server.ts'
import { percentile } from '../report/statistics.ts'
import type { Row, Tools } from './row.ts'

/** The waiting call must have arrived before the mail is sent. */
const registeredMs = 10
/** Numbers of the mails that are waited for begin where those of other traffic never get. */
const firstAwaited = 10_000_000
const longestMs = 150_000

const note =
  'Mayfly: GET /messages/wait, sent beforehand. The others have no such call: their list is asked again and again without a pause, which is the best they can do.'

/** One mail at a time, as a test suite waits for it. */
export const latencyRow = latencyOf({
  name: 'latency',
  title: 'One mail at a time: from connect to the answer of the call that waits for it',
  targets: { p50: 5, p99: 20 },
})

/** The same with others at work: only those who can take 500 messages a second on new connections can be asked. */
export const busyLatencyRow = latencyOf({
  name: 'latency-busy',
  title: 'The same while 500 other messages/s come in, each on a connection of its own',
  targets: { p99: 50 },
  perSecond: 500,
})

type Kind = {
  name: string
  title: string
  /** Milliseconds. */
  targets: { p50?: number; p99: number }
  perSecond?: number
}

function latencyOf({ name, title, targets, perSecond = 0 }: Kind): Row {
  return {
    name,
    title,
    note,
    metrics: [
      {
        key: 'p50',
        label: 'p50',
        unit: 'ms',
        better: 'less',
        ...(targets.p50 ? { target: { value: targets.p50 } } : {}),
      },
      { key: 'p99', label: 'p99', unit: 'ms', better: 'less', target: { value: targets.p99 } },
      { key: 'ackP50', label: 'p50 to the 250', unit: 'ms', better: 'less' },
      ...(perSecond > 0
        ? [{ key: 'others', label: 'others taken', unit: '/s', better: 'more' } as const]
        : []),
    ],
    fits: ({ api, name: of }) =>
      (api?.waitPath !== undefined || api?.poll !== undefined) && (perSecond === 0 || of !== 'maildev'),
    measure: (contender: Contender, tools: Tools) =>
      tools.withServer(contender, {}, async server => {
        const [times, others] = await Promise.all([
          measureTimes(server, tools),
          sendOthers(server, tools, perSecond),
        ])
        const answered = times.map(time => time.answered)
        const acknowledged = times.map(time => time.acknowledged)
        return {
          p50: percentile(answered, 0.5),
          p99: percentile(answered, 0.99),
          ackP50: percentile(acknowledged, 0.5),
          others,
        }
      }),
  }
}

async function measureTimes(server: Server, { scale: { latencies } }: Tools) {
  const warmUp = Math.ceil(latencies / 10)
  const times: { acknowledged: number; answered: number }[] = []
  for (let number = 0; number < warmUp + latencies; number += 1) {
    times.push(await sendAndWait(server, server.contender.api!, firstAwaited + number))
  }
  return times.slice(warmUp)
}

/** Enough for all that is waited for: about 25 ms each with its pause. Gives the rate at which it was taken. */
async function sendOthers({ ports }: Server, { scale, load }: Tools, perSecond: number): Promise<number> {
  if (perSecond === 0) return 0
  const messages = Math.ceil(scale.latencies * 1.1 * 0.025 * perSecond)
  const job = { kind: 'real', first: 0, messages, connections: 1, keepOpen: false } as const
  const { problem, ms } = await load.run({ ...job, perSecond, port: ports.smtp, timeoutMs: longestMs })
  if (problem) throw new Error(`the other traffic failed: ${problem}`)
  return (messages / ms) * 1000
}

async function sendAndWait({ http, ports }: Server, { waitPath, poll }: Api, number: number) {
  const { recipient } = marksOf(number)
  const letters: Letter[] = [letterOf('real', number)]
  const waiting = waitPath && http.get(waitPath(recipient))
  if (waiting) await sleep(registeredMs)
  const start = performance.now()
  let acknowledged = NaN
  const sent = runSession({
    port: ports.smtp,
    next: () => letters.pop(),
    onAcknowledged: () => (acknowledged = performance.now() - start),
  })
  const seen = waiting ?? sent.then(() => pollUntilThere())
  const answered = await seen.then(() => performance.now() - start)
  await sent
  return { acknowledged, answered: Math.max(answered, acknowledged) }

  async function pollUntilThere(): Promise<void> {
    while (!poll!.isThere((await http.get(poll!.path(recipient))).body));
  }
}
