import type { Contender } from '../contenders/contender.ts'
import type { Load } from '../load/job.ts'
import { idleSessionsRow, streamsRow, waitingRow } from './connections.ts'
import { deleteAllLargeRow, deleteAllRow } from './delete-all.ts'
import { deliveryRow } from './delivery.ts'
import { desktopRow } from './desktop.ts'
import { growthRow } from './growth.ts'
import { fortyLargeRow, oneLargeRow, twentyLargeRow } from './large-mails.ts'
import { busyLatencyRow, latencyRow } from './latency.ts'
import { memoryRow } from './memory.ts'
import { attachmentRow, detailRow } from './one-message.ts'
import { listRow, searchRow } from './reading.ts'
import { readyRow, readyStoredRow } from './ready.ts'
import type { Row } from './row.ts'
import { scaleRows } from './scale.ts'
import { slowDiskRow } from './slow-disk.ts'
import { webBurstRow } from './web-burst.ts'
import { webScrollRow } from './web-scroll.ts'
import { webRow } from './web.ts'

const realMail = 'real mail of 5 KB, 20 in parallel'
const sameMail = 'Sent by smtp-source: the same mail each time, to a recipient of its own.'

const perConnection = { value: 2_500, times: { factor: 12, than: 'maildev' } }
const keptConnections = { value: 4_000, times: { factor: 2.5, than: 'maildev' } }

/** Every row in the order of the report. Those of smtp-source only when it is there. */
export function allRows(smtpSource: Load | undefined): Row[] {
  return [
    deliveryRow({
      name: 'delivery',
      title: `Delivery, a connection per message: ${realMail}`,
      kind: 'real',
      keepOpen: false,
      target: perConnection,
    }),
    deliveryRow({
      name: 'delivery-kept',
      title: `Delivery on kept connections: ${realMail}`,
      kind: 'real',
      keepOpen: true,
      target: keptConnections,
    }),
    deliveryRow({
      name: 'delivery-html',
      title: 'Delivery on kept connections: newsletters of 40 KB',
      kind: 'html',
      keepOpen: true,
      share: 0.25,
      rounds: 2,
      fits: ({ isReference }) => !isReference,
    }),
    deliveryRow({
      name: 'delivery-attachment',
      title: 'Delivery on kept connections: attachments of 1 MB',
      kind: 'attachment',
      keepOpen: true,
      share: 0.05,
      rounds: 2,
      fits: ({ isReference }) => !isReference,
    }),
    ...(smtpSource ? smtpSourceRows(smtpSource) : []),
    latencyRow,
    busyLatencyRow,
    listRow,
    searchRow,
    detailRow,
    attachmentRow,
    deleteAllRow,
    deleteAllLargeRow,
    ...scaleRows,
    growthRow,
    memoryRow,
    oneLargeRow,
    twentyLargeRow,
    fortyLargeRow,
    waitingRow,
    streamsRow,
    idleSessionsRow,
    slowDiskRow,
    readyRow,
    readyStoredRow,
    webRow,
    webScrollRow,
    webBurstRow,
    desktopRow,
  ]
}

function smtpSourceRows(load: Load): Row[] {
  const note = sameMail
  const fits = ({ name }: Contender) => name !== 'sink'
  const peers = ({ isReference }: Contender) => !isReference
  return [
    deliveryRow({
      name: 'delivery-source',
      title: `Delivery, a connection per message, by smtp-source: ${realMail}`,
      kind: 'real',
      keepOpen: false,
      target: perConnection,
      share: 0.25,
      ...{ note, load, fits },
    }),
    deliveryRow({
      name: 'delivery-kept-source',
      title: `Delivery on kept connections, by smtp-source: ${realMail}`,
      kind: 'real',
      keepOpen: true,
      target: keptConnections,
      ...{ note, load, fits },
    }),
    deliveryRow({
      name: 'delivery-html-source',
      title: 'Delivery on kept connections, by smtp-source: newsletters of 40 KB',
      kind: 'html',
      keepOpen: true,
      share: 0.25,
      rounds: 2,
      ...{ note, load, fits: peers },
    }),
    deliveryRow({
      name: 'delivery-attachment-source',
      title: 'Delivery on kept connections, by smtp-source: attachments of 1 MB',
      kind: 'attachment',
      keepOpen: true,
      share: 0.05,
      rounds: 2,
      ...{ note, load, fits: peers },
    }),
  ]
}
