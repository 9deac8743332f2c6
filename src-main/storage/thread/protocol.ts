import type { QueryKind } from '../queries.ts'

/** What a thread is told at its start: `store` writes, `scans` only reads. */
export type ThreadData = { file: string } & ({ role: 'store'; again?: StartedAgain } | { role: 'scans' })

/** A store's thread that takes the place of one that died. */
export type StartedAgain = {
  /** The newest message that anybody was told of: later ones are taken back. */
  toldSeq: number
  /** The disk failed to flush the log: nothing in it counts before it is in the store itself. */
  distrustsLog: boolean
}

/** What a thread is told that does one thing and ends: copy a store, see whether a file can be one, or look for damage. */
export type TaskData =
  | { file: string; role: 'copy'; target: string }
  | { file: string; role: 'check' }
  | { file: string; role: 'look' }

/** Progress in bytes. */
export type TaskReply =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'done' }
  | { kind: 'failed'; storeErrorKind: string; message: string }

/** What the main thread asks of the other two. */
export type Job = { id: number } & (
  | { kind: 'ingest'; mail: unknown }
  | { kind: 'query'; set: string; queryKind: QueryKind; name: string; args: unknown }
  /** Answered when the thread is there. */
  | { kind: 'ping' }
  /** Answered when something could be written. */
  | { kind: 'probe' }
)

export type Request = Job | { kind: 'stop' }

/** A failure crosses threads as data. */
export type Failure = { message: string; code: string; stack: string | undefined }
export type JobResult = { id: number } & ({ ok: true; value: unknown } | { ok: false; failure: Failure })

export type Reply =
  /** `newestSeq` of who writes. */
  | { kind: 'ready'; newestSeq: number }
  | { kind: 'failed'; failure: Failure & { storeErrorKind: string | undefined } }
  /** One message for all jobs of a batch. */
  | { kind: 'results'; results: JobResult[] }
