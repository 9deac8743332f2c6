import { workerData } from 'node:worker_threads'
import { insertMail, type ReceivedMail } from '../ingest/insert-mail.ts'
import { mailboxQueries } from '../mailboxes/repository.ts'
import { defineSearchFunctions } from '../messages/search/sql-functions.ts'
import type { Db } from '../storage/database.ts'
import { openReader, openWriter } from '../storage/open-store.ts'
import type { StartedAgain, TaskData, ThreadData } from '../storage/thread/protocol.ts'
import { serveTask } from '../storage/thread/serve-task.ts'
import { serveScans, serveStore } from '../storage/thread/serve.ts'
import { collectWhenIdle } from './collect-when-idle.ts'
import { queries } from './queries.ts'

const data = workerData as ThreadData | TaskData
const { file } = data
if (data.role === 'copy' || data.role === 'check' || data.role === 'look') void serveTask(data)
else if (data.role === 'scans') serveScans({ open: () => withFunctions(openReader(file)), queries })
else serveWrites(data.again)
collectWhenIdle(() => process.threadCpuUsage())

/** The store's thread: parses, writes, and is the only one that does. */
function serveWrites(again: StartedAgain | undefined): void {
  // The largest part of the program by far: it comes with the first mail, so neither a start nor an idle server has it.
  const loadParser = () => import('../ingest/read-anything.ts')
  let parser: ReturnType<typeof loadParser> | undefined

  serveStore({
    file,
    open: () => withFunctions(openWriter(file)),
    again,
    queries,
    async prepareIngest(received) {
      const { raw, ...rest } = received as ReceivedMail
      // Buffers cross threads as plain Uint8Arrays.
      const mail = { ...rest, raw: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength) }
      const { readAnything } = await (parser ??= loadParser())
      const parsed = await readAnything(mail.raw)
      return (db, later) =>
        insertMail({ db, later, captureMailbox: mailboxQueries.writes.captureMailbox }, mail, parsed)
    },
  })
}

function withFunctions(db: Db): Db {
  defineSearchFunctions(db)
  return db
}
