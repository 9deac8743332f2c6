import { RefusalReason } from '#shared/api/sessions.ts'
import type { Family } from './exposition.ts'
import { createCounter, createHistogram, gauge } from './instruments.ts'

/** From a commit of its own on a fast disk to a queue of large mails, in seconds. */
const storeBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Mail on its way in. SMTP and ingest are handed these functions and know nothing else of metrics. */
export function createMailMeters() {
  const sessions = createCounter('mayfly_smtp_sessions_total', 'SMTP connections that were taken.')
  const accepted = createCounter('mayfly_mail_accepted_total', 'Mails that SMTP answered with 250.')
  const bytes = createCounter('mayfly_mail_bytes_total', 'Bytes of the mails that SMTP accepted.')
  const refused = createCounter('mayfly_mail_refused_total', 'Refusals by SMTP, by reason.', ['reason'])
  const stored = createCounter(
    'mayfly_mail_stored_total',
    'Messages stored, one for each mailbox, by any way.',
  )
  const storing = createHistogram({
    name: 'mayfly_mail_store_duration_seconds',
    help: 'From the arrival of a whole mail to its commit.',
    labels: [],
    bounds: storeBounds,
  })
  // All reasons are there from the start: a rate over a line that appears later misses its first count.
  for (const reason of RefusalReason.options) refused.add(0, [reason])
  let open = 0

  return {
    smtp: {
      onSession(change: 'open' | 'close'): void {
        if (change === 'open') sessions.add()
        open += change === 'open' ? 1 : -1
      },
      onAccepted(sizeBytes: number): void {
        accepted.add()
        bytes.add(sizeBytes)
      },
      onRefused: (reason: RefusalReason): void => refused.add(1, [reason]),
    },
    onStored(messages: number, seconds: number): void {
      stored.add(messages)
      storing.observe(seconds)
    },
    families: (): Family[] => [
      gauge('mayfly_smtp_connections_open', 'SMTP connections open now.', open),
      ...[sessions, accepted, bytes, refused, stored, storing].map(one => one.family()),
    ],
  }
}
