import { AppError } from '#shared/api/errors.ts'
import type { StoreProblem } from '#shared/api/system.ts'

/** What a failure of SQLite or of the disk says about the store, by its code; undefined for what is the job's own. */
export function problemOf(code: string): StoreProblem | undefined {
  return patterns.find(([pattern]) => pattern.test(code))?.[1]
}

const patterns: [RegExp, StoreProblem][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, 'disk_full'],
  [/^(SQLITE_READONLY|EROFS)/, 'read_only'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_NOMEM/, 'no_memory'],
  // A store that somebody else holds on to is as good as a disk that does not answer.
  [/^(SQLITE_(IOERR|BUSY|CANTOPEN)|EIO$)/, 'io_error'],
]

/** Each in words for people: what does not work, and what to do. */
export const problemText: Record<StoreProblem, string> = {
  disk_full:
    'The disk of the data directory is full: no mail can be stored. Delete mail, or make room on the disk; Mayfly goes on by itself.',
  read_only:
    'The store may not be written: no mail can be stored. Make the data directory writable; Mayfly goes on by itself.',
  io_error:
    'The disk of the data directory reports errors: no mail can be stored. Check the disk; Mayfly goes on by itself.',
  no_memory:
    'There is not enough memory: no mail can be stored. Close other programs; Mayfly goes on by itself.',
  restarting: 'The store is starting again after a fault. Try again in a moment.',
  damaged:
    'The store is damaged. Stop Mayfly and run "mayfly recover": it saves what can be read and keeps the file.',
}

/** How long whoever was refused should wait: as long as a look at whether it works again takes, and some. */
const retryAfterSeconds = 5

/** A refusal because of the store. The reason stands in `details`. */
export function unavailable(
  problem: StoreProblem,
  message = problemText[problem],
  cause?: unknown,
): AppError {
  return new AppError('unavailable', message, { details: [{ reason: problem, retryAfterSeconds }], cause })
}
