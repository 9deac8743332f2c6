import { AppError } from '#shared/api/errors.ts'

type Deps = { log: { error: (said: object, words: string) => void }; now: () => number }

/** A store that cannot be written fails whoever writes each second. */
const againAfterMs = 3_600_000

/** Logs what nobody is told otherwise: each failure, but the same refusal of the store once an hour. */
export function createFailureLog({ log, now }: Deps): (error: unknown) => void {
  const loggedAt = new Map<string, number>()

  function isRepeated(error: unknown): boolean {
    if (!(error instanceof AppError) || error.code !== 'unavailable') return false
    const last = loggedAt.get(error.message)
    if (last !== undefined && Math.abs(now() - last) < againAfterMs) return true
    loggedAt.set(error.message, now())
    return false
  }

  return error => {
    if (!isRepeated(error)) log.error({ err: error }, 'unexpected failure')
  }
}
