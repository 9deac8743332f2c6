import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { insertMail, type ReceivedMail } from '#main/ingest/insert-mail.ts'
import type { ParsedMail } from '#main/ingest/parsed-mail.ts'
import { mailboxQueries } from '#main/mailboxes/repository.ts'
import { openWriter } from '#main/storage/open-store.ts'
import { createBatches } from '#main/storage/thread/batches.ts'
import type { JobResult } from '#main/storage/thread/protocol.ts'

type Made = {
  number: number
  raw: Uint8Array
  envelope: { mailFrom: string; rcptTo: string[] }
  parsed: ParsedMail
}
type Progress = { messages: number; cpuMs: number }
type Options = {
  file: string
  from: number
  to: number
  onProgress?: ((progress: Progress) => void) | undefined
}

/** Mails handed over at once: as many as the server writes in one transaction. */
const part = 256
/** Threads that make and parse; this one writes. */
const parsers = 2
/** The first mail is of this moment, and a million fill 30 days: a larger store begins with the mails of a smaller one. */
const firstAt = Date.UTC(2026, 9, 1)
const everyMs = (30 * 24 * 3_600_000) / 1_000_000

/**
 * Adds mails `from` up to `to` to a store, as the server does: parsed by the same code, written by the same code in the same transactions. What
 * is left out is the waiting for the disk, which a store that is made for measuring does not need.
 */
export async function fillStore({ file, from, to, onProgress }: Options): Promise<void> {
  const db = openWriter(file)
  db.pragma('synchronous = OFF')
  const batches = createBatches({
    db,
    prepare: async job => {
      const made = (job as { mail: unknown }).mail as Made
      const mail = received(made)
      return (connection, later) =>
        insertMail(
          { db: connection, later, captureMailbox: mailboxQueries.writes.captureMailbox },
          mail,
          parsedOf(made),
        )
    },
    reply: throwFailures,
  })
  const workers = Array.from({ length: parsers }, (_, first) =>
    startParser({ first: from + first * part, end: to }),
  )
  try {
    const asked = workers.map(nextPart)
    for (let done = from, turn = 0; done < to; done += part, turn += 1) {
      const index = turn % parsers
      const made = await asked[index]!
      asked[index] = nextPart(workers[index]!)
      const before = process.threadCpuUsage()
      for (const mail of made) batches.add({ id: mail.number, kind: 'ingest', mail })
      await batches.drain()
      const { user, system } = process.threadCpuUsage(before)
      onProgress?.({ messages: done + made.length, cpuMs: (user + system) / 1000 })
    }
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

function startParser({ first, end }: { first: number; end: number }): Worker {
  return new Worker(new URL('parse-worker.ts', import.meta.url), {
    workerData: { first, step: parsers * part, end, part },
  })
}

async function nextPart(worker: Worker): Promise<Made[]> {
  worker.postMessage('next')
  const [made] = (await once(worker, 'message')) as [Made[]]
  return made
}

function received({ number, raw, envelope }: Made): ReceivedMail {
  return {
    raw: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength),
    envelope,
    smtp: null,
    receivedAt: firstAt + Math.floor(number * everyMs),
    accountId: null,
    unknownRecipients: 'capture',
  }
}

/** Buffers cross threads as plain Uint8Arrays. */
function parsedOf({ parsed }: Made): ParsedMail {
  const attachments = parsed.attachments.map(one => ({ ...one, content: Buffer.from(one.content) }))
  return { ...parsed, attachments }
}

function throwFailures(results: JobResult[]): void {
  for (const result of results) if (!result.ok) throw new Error(result.failure.message)
}
