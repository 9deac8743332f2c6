import { closeSync, fdatasync, openSync } from 'node:fs'

/** Node's fdatasync, or what a test has in its place. */
export type FlushFile = (file: number, done: (error: NodeJS.ErrnoException | null) => void) => void

export type Flusher = {
  /** Resolves when all that was committed before this call is on disk. Rejects when the disk failed to say so. */
  flushed: () => Promise<void>
  close: () => void
}

/** For what writes nothing that could be lost, and for a store in memory. */
export const noFlusher: Flusher = { flushed: () => Promise.resolve(), close: () => {} }

/**
 * Writes the log of a store through to the disk, as SQLite itself does with `synchronous = FULL`, but beside the thread
 * that writes: it takes in the next mails meanwhile, and answers do not wait until it has. One flush covers all commits
 * before it.
 */
export function createFlusher(logFile: string, sync: FlushFile = fdatasync): Flusher {
  // Windows flushes only what is open for writing.
  const log = openSync(logFile, 'r+')
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  function start(): Promise<void> {
    const flush = new Promise<void>((resolve, reject) =>
      sync(log, error => (error ? reject(error) : resolve())),
    )
    running = flush
    const end = () => {
      if (running === flush) running = undefined
    }
    flush.then(end, end)
    return flush
  }

  function startNext(): Promise<void> {
    next = undefined
    return start()
  }

  return {
    // What runs may have begun before the last commit: the one after it has not.
    flushed: () => (running ? (next ??= running.then(startNext, startNext)) : start()),
    close: () => closeSync(log),
  }
}
