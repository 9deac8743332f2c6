import type { Load } from '../load/job.ts'
import { idleSessionsRow, streamsRow, waitingRow } from './connections.ts'
import { deliveryRow } from './delivery.ts'
import { fortyLargeRow, oneLargeRow, twentyLargeRow } from './large-mails.ts'
import { busyLatencyRow, latencyRow } from './latency.ts'
import { memoryRow } from './memory.ts'
import { listRow, searchRow } from './reading.ts'
import { readyRow, readyStoredRow } from './ready.ts'
import type { Row } from './row.ts'
import { slowDiskRow } from './slow-disk.ts'
import { soakRow } from './soak.ts'

const realMail = 'real mail of 5 KB, 20 in parallel'
const sameMail = 'Sent by smtp-source: the same mail each time, to a recipient of its own.'

/** Every row in the order of the report. Those of smtp-source only when it is there. */
export function allRows(smtpSource: Load | undefined): Row[] {
  return [
    deliveryRow({
      name: 'delivery',
      title: `Delivery, a connection per message: ${realMail}`,
      kind: 'real',
      keepOpen: false,
    }),
    deliveryRow({
      name: 'delivery-kept',
      title: `Delivery on kept connections: ${realMail}`,
      kind: 'real',
      keepOpen: true,
    }),
    ...(smtpSource ? smtpSourceRows(smtpSource) : []),
    deliveryRow({
      name: 'delivery-html',
      title: 'Delivery on kept connections: newsletters of 40 KB',
      kind: 'html',
      keepOpen: true,
      share: 0.25,
      fits: ({ isReference }) => !isReference,
    }),
    deliveryRow({
      name: 'delivery-attachment',
      title: 'Delivery on kept connections: attachments of 1 MB',
      kind: 'attachment',
      keepOpen: true,
      share: 0.05,
      fits: ({ isReference }) => !isReference,
    }),
    latencyRow,
    busyLatencyRow,
    listRow,
    searchRow,
    memoryRow,
    oneLargeRow,
    twentyLargeRow,
    fortyLargeRow,
    soakRow,
    waitingRow,
    streamsRow,
    idleSessionsRow,
    slowDiskRow,
    readyRow,
    readyStoredRow,
  ]
}

function smtpSourceRows(load: Load): Row[] {
  const row = (name: string, title: string, keepOpen: boolean) =>
    deliveryRow({
      name,
      title,
      note: sameMail,
      kind: 'real',
      keepOpen,
      load,
      fits: ({ name: of }) => of !== 'sink',
    })
  return [
    row('delivery-source', `Delivery, a connection per message, by smtp-source: ${realMail}`, false),
    row('delivery-kept-source', `Delivery on kept connections, by smtp-source: ${realMail}`, true),
  ]
}
