import { openFlusher } from '../open-store.ts'
import type { QueryKind } from '../queries.ts'
import { startJobThread } from './job-thread.ts'

type Options = {
  script: URL
  file: string
  onCrash: (error: Error) => void
}

export type StoreThread = Awaited<ReturnType<typeof startStoreThread>>

/** Starts the store's thread; resolves when the store is open and migrated, rejects with StoreError. */
export async function startStoreThread({ script, file, onCrash }: Options) {
  const thread = await startJobThread({
    script,
    data: { file, role: 'store' },
    openFlusher: () => openFlusher(file),
    onCrash,
  })
  return {
    query: (set: string, queryKind: QueryKind, name: string, args: unknown) =>
      thread.ask({ kind: 'query', set, queryKind, name, args }),
    /** The mail's bytes move to the thread: they cannot be read here afterwards. */
    ingest(mail: { raw: Uint8Array }) {
      const raw = inOwnMemory(mail.raw)
      return thread.ask({ kind: 'ingest', mail: { ...mail, raw } }, [raw.buffer])
    },
    queued: thread.queued,
    stop: thread.stop,
  }
}

/**
 * Bytes in memory of their own, which alone can move to another thread. A Buffer may be a slice of memory that Node
 * shares out, and would take its neighbours along; a plain Uint8Array is never.
 */
function inOwnMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Buffer.isBuffer(bytes) ? new Uint8Array(bytes) : (bytes as Uint8Array<ArrayBuffer>)
}
