import { dirname } from 'node:path'

export type StoreErrorKind = 'newer' | 'foreign' | 'corrupt' | 'unusable' | 'locked'

/** The store cannot be opened; the message says why and what to do. Nothing was overwritten. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind

  constructor(kind: StoreErrorKind, message: string, options?: { cause: unknown }) {
    super(message, options)
    this.name = 'StoreError'
    this.kind = kind
  }
}

/** Puts a failure to write a copy into words; what is of another kind stays as it is. */
export function toCopyError(error: unknown, target: string): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const folder = dirname(target)
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(code)) {
    const words = `There is not enough room in ${folder} for a copy of the store. Make some, or choose another place.`
    return new StoreError('unusable', words, { cause: error })
  }
  if (!/^(SQLITE_(IOERR|READONLY|CANTOPEN)|E[A-Z]+$)/.test(code)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new StoreError('unusable', `The copy cannot be written to ${folder} (${reason}).`, { cause: error })
}

/** Puts SQLite's failure on opening into words. */
export function toStoreError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new StoreError(
      'corrupt',
      `The store is damaged and was left as it is: ${file}. "mayfly recover" saves what can be read of it and keeps the damaged file. Or move the file away, or start with another --data-dir.`,
      { cause: error },
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new StoreError(
    'unusable',
    `The store cannot be opened: ${file} (${reason}). Check that the folder exists, and that it and the file may be written.`,
    {
      cause: error,
    },
  )
}
