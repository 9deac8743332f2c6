import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backup } from '#shared/api/backups.ts'
import { AppError } from '#shared/api/errors.ts'
import { madeAt, surplus } from './backup-names.ts'

/** The folder of backups in a data directory; without one there are none. */
export function createBackupFolder(dataDir: string | null) {
  const folder = join(dataDir ?? '', 'backups')
  const pathOf = (name: string) => join(folder, name)
  const namesThere = async () => (dataDir === null ? [] : readdir(folder).catch(() => []))

  return {
    pathOf,
    make: async (): Promise<void> => void (await mkdir(folder, { recursive: true, mode: 0o700 })),
    /** Where a backup lies. Throws `not_found` for what is none of ours. */
    find(name: string): string {
      if (dataDir !== null && madeAt(name) !== undefined && existsSync(pathOf(name))) return pathOf(name)
      throw new AppError('not_found', `There is no backup ${name}.`)
    },
    /** Newest first. */
    async list(): Promise<Backup[]> {
      const names = (await namesThere()).filter(name => madeAt(name) !== undefined)
      const newestFirst = names.toSorted().reverse()
      return Promise.all(
        newestFirst.map(async name => ({
          name,
          sizeBytes: (await stat(pathOf(name))).size,
          createdAt: madeAt(name)!,
        })),
      )
    },
    /** Deletes the oldest of too many, but for one that is in use. */
    async dropSurplus(inUse?: string): Promise<void> {
      const names = surplus(await namesThere()).filter(name => name !== inUse)
      for (const name of names) await rm(pathOf(name), { force: true })
    },
    /** Deletes what a process that was killed has begun: also a second name of the store, which is no copy of it. */
    async clear(): Promise<void> {
      const store = await inodeOf(join(dataDir ?? '', 'mayfly.db'))
      for (const name of await namesThere()) {
        const begun = /\.part(-\w+)?$/.test(name)
        if (begun || (madeAt(name) !== undefined && (await inodeOf(pathOf(name))) === store))
          await rm(pathOf(name), { force: true })
      }
    },
  }
}

/** What files with the same bytes have in common. */
async function inodeOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true })
  return `${dev}:${ino}`
}
