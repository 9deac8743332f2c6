import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { v7 as uuidv7 } from 'uuid'
import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Job } from '#shared/api/jobs.ts'
import { maxRestoreBytes } from '#shared/api/limits.ts'
import { createByteCounter } from '../storage/count-bytes.ts'
import { StoreError } from '../storage/store-error.ts'
import { createBackupFolder } from './backup-folder.ts'
import { backupName } from './backup-names.ts'

type Task = {
  signal: AbortSignal
  tell: (progress: { done?: number; total?: number; backup?: string }) => void
  leaveOut: (name: string, message: string) => void
}
type About = { kind: 'backup' | 'restore'; subject: string; outlivesApp?: boolean }

type Deps = {
  /** Null for a store in memory, which has no backups. */
  dataDir: string | null
  copyStore: (
    target: string,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
  ) => Promise<void>
  /** Rejects with StoreError for what cannot be a store. */
  checkStore: (file: string, signal: AbortSignal) => Promise<void>
  /** Sees that a checked file's own limit of age does not empty it; answers what was changed for that, in words. */
  keepOldMail: (file: string) => string | undefined
  /** Puts a checked file in the place of the store, sets that aside and opens everything anew. */
  replaceStore: (by: string, aside: string) => Promise<void>
  startJob: (about: About, work: (task: Task) => Promise<void>) => Job
  isRunning: (kind: 'backup' | 'restore') => boolean
  now: () => number
}

type BackupOperation = 'listBackups' | 'createBackup' | 'deleteBackup' | 'restoreBackup'

/** Copies of the whole store, and the way back. */
export function createBackups(deps: Deps) {
  const { dataDir, startJob, now } = deps
  const kept = createBackupFolder(dataDir)
  /** What is being looked at before it may become the store. On its disk, so that a rename is enough. */
  const waiting = join(dataDir ?? '', 'restore')

  async function make({ signal, tell }: Task): Promise<void> {
    await kept.make()
    const name = backupName(now())
    const part = kept.pathOf(`${name}.part`)
    try {
      await deps.copyStore(part, signal, (done, total) => tell({ done, total }))
      await rename(part, kept.pathOf(name))
    } catch (error) {
      await Promise.all(['', '-journal', '-wal', '-shm'].map(ending => rm(part + ending, { force: true })))
      throw inWords(error)
    }
    tell({ backup: name })
    await kept.dropSurplus()
  }

  /** Begins to restore what `fetch` puts at a path. */
  function restore(subject: string, fetch: (path: string) => Promise<void>): Job {
    checkOnDisk(dataDir)
    if (deps.isRunning('restore')) throw new AppError('conflict', 'A backup is being restored already.')
    return startJob({ kind: 'restore', subject, outlivesApp: true }, async ({ signal, tell, leaveOut }) => {
      const place = join(waiting, uuidv7())
      const file = join(place, 'mayfly.db')
      try {
        await mkdir(place, { recursive: true, mode: 0o700 })
        await fetch(file)
        await deps.checkStore(file, signal)
        signal.throwIfAborted()
        const changed = deps.keepOldMail(file)
        await kept.make()
        const aside = backupName(now(), true)
        await deps.replaceStore(file, kept.pathOf(aside))
        tell({ backup: aside })
        if (changed) leaveOut('retention.maxAgeDays', changed)
        await kept.dropSurplus(subject)
      } catch (error) {
        throw inWords(error)
      } finally {
        await rm(place, { recursive: true, force: true })
      }
    })
  }

  const handlers: Handlers<BackupOperation> = {
    listBackups: async () => ({ items: await kept.list() }),
    async createBackup() {
      checkOnDisk(dataDir)
      if (deps.isRunning('backup')) throw new AppError('conflict', 'A backup is being made already.')
      return startJob({ kind: 'backup', subject: '' }, make)
    },
    deleteBackup: async ({ name }) => rm(kept.find(name)),
    async restoreBackup({ name }) {
      const file = kept.find(name)
      return restore(name, path => copyFile(file, path))
    },
  }

  return {
    handlers,
    /** A backup as a download. */
    read(name: string): { content: Readable; filename: string } {
      return { content: createReadStream(kept.find(name)), filename: name }
    },
    /** Takes a file that was uploaded, then begins to restore it. */
    async restoreUpload(name: string, content: Readable): Promise<Job> {
      checkOnDisk(dataDir)
      await mkdir(waiting, { recursive: true, mode: 0o700 })
      const path = join(waiting, `${uuidv7()}.upload`)
      try {
        const { stream } = createByteCounter(maxRestoreBytes, tooLarge)
        await pipeline(content, stream, createWriteStream(path, { mode: 0o600 }))
        return restore(name, target => rename(path, target))
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
    /** Clears what a process that was killed has left. */
    async start(): Promise<void> {
      if (dataDir === null) return
      await rm(waiting, { recursive: true, force: true })
      await kept.clear()
    },
  }
}

const tooLarge = () =>
  new AppError(
    'payload_too_large',
    `A backup of more than ${maxRestoreBytes} bytes is not taken by upload. Put it into the folder of the backups, and restore it from there.`,
  )

function checkOnDisk(dataDir: string | null): void {
  if (dataDir !== null) return
  throw new AppError('conflict', 'A store in memory has no backups. Export its mail instead.')
}

/** What is wrong with a file or a disk is said as it is; the rest is for the log. */
function inWords(error: unknown): unknown {
  if (error instanceof StoreError) return new AppError('unprocessable', error.message, { cause: error })
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) return error
  const words =
    'There is not enough room in the data directory to look at a backup. Make some, then try again.'
  return new AppError('unavailable', words, { cause: error })
}
