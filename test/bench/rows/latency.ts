import type { Api, Contender } from '../contenders/contender.ts'
import { letterOf, type Letter } from '../load/letter.ts'
import { runSession } from '../load/smtp-session.ts'
import { marksOf } from '../mails/mail.ts'
import type { Server } from '../process/server.ts'
import { percentile } from '../report/statistics.ts'
import type { Row } from './row.ts'

/** The waiting call must have arrived before the mail is sent. */
const registeredMs = 10

/** One mail at a time, as a test suite waits for it. */
export const latencyRow: Row = {
  name: 'latency',
  title: 'One mail at a time: from connect to the answer of the call that waits for it',
  note: 'Mayfly: GET /messages/wait, sent beforehand. The others have no such call: their list is asked again and again without a pause, which is the best they can do.',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'ms', better: 'less' },
    { key: 'p99', label: 'p99', unit: 'ms', better: 'less' },
    { key: 'ackP50', label: 'p50 to the 250', unit: 'ms', better: 'less' },
  ],
  fits: ({ api }) => api?.waitPath !== undefined || api?.poll !== undefined,
  measure: (contender: Contender, { scale, withServer }) =>
    withServer(contender, {}, async server => {
      const warmUp = Math.ceil(scale.latencies / 10)
      const times: { acknowledged: number; answered: number }[] = []
      for (let number = 0; number < warmUp + scale.latencies; number += 1) {
        times.push(await sendAndWait(server, contender.api!, number))
      }
      const measured = times.slice(warmUp)
      const answered = measured.map(time => time.answered)
      return {
        p50: percentile(answered, 0.5),
        p99: percentile(answered, 0.99),
        ackP50: percentile(
          measured.map(time => time.acknowledged),
          0.5,
        ),
      }
    }),
}

async function sendAndWait({ http, ports }: Server, { waitPath, poll }: Api, number: number) {
  const { recipient } = marksOf(number)
  const letters: Letter[] = [letterOf('real', number)]
  const waiting = waitPath && http.get(waitPath(recipient))
  if (waiting) await new Promise(resolve => setTimeout(resolve, registeredMs))
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
