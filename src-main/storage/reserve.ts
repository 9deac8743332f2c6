import { randomBytes } from 'node:crypto'
import { rm, stat, statfs, writeFile } from 'node:fs/promises'

/** What deleting 2,000 messages writes at a time, and a log that is folded back: several times that. */
export const reserveBytes = 8 * 1024 * 1024
/** It is no reserve when it takes the last room that there is. */
const leastFreeBytes = 2 * reserveBytes

type Deps = {
  /** The store: the reserve lies beside it. */
  file: string
  /** Free pages inside the store, in bytes: mail goes there first. */
  roomInside: () => number
}

export type Reserve = ReturnType<typeof createReserve>

/**
 * Room on the disk that mail does not get: SQLite needs some even to delete. It is given up when a deletion finds the disk
 * full. From then on no mail is taken until deletions have made as much room inside the store, or there is enough on the
 * disk to put it by again. A store smaller than the reserve has none: there is nothing in it that would make room.
 */
export function createReserve({ file, roomInside }: Deps) {
  const path = `${file}-reserve`
  let isGivenUp = false
  let stopped = false
  let putting: Promise<void> | undefined

  const sizeOf = async (name: string) => (await stat(name).catch(() => undefined))?.size ?? 0

  async function putBy(): Promise<void> {
    if ((await sizeOf(path)) === reserveBytes) return void (isGivenUp = false)
    const isWorthIt = isGivenUp || (await sizeOf(file)) >= reserveBytes
    const { bavail, bsize } = await statfs(file)
    if (!isWorthIt) return
    // Who was started again does not know that it was given up.
    if (bavail * bsize < reserveBytes) isGivenUp = true
    if (bavail * bsize < leastFreeBytes) return
    // Bytes that no file system packs into nothing.
    await writeFile(path, randomBytes(reserveBytes), { mode: 0o600 })
    isGivenUp = false
  }

  async function putByOrNot(): Promise<void> {
    try {
      await putBy()
    } catch {
      // A disk that fails may refuse this too: there is no reserve, then, and the next time one is tried again.
      if ((await sizeOf(path)) < reserveBytes) await rm(path, { force: true }).catch(() => {})
    }
  }

  return {
    /** Puts it by where that makes sense and there is room, one at a time. Never rejects. */
    putBy: async (): Promise<void> => {
      if (!stopped) await (putting ??= putByOrNot().finally(() => (putting = undefined)))
    },
    /** False when there is none. */
    async giveUp(): Promise<boolean> {
      await putting
      if ((await sizeOf(path)) === 0) return false
      isGivenUp = true
      await rm(path, { force: true })
      return true
    },
    /** Whether what room there is has to be left to deletions. */
    isNeeded: (): boolean => isGivenUp && roomInside() < reserveBytes,
    /** Resolves when nothing of it is being written, nor will be. */
    async stop(): Promise<void> {
      stopped = true
      await putting
    },
  }
}

/** Of a store in memory. */
export const noReserve: Reserve = {
  putBy: async () => {},
  giveUp: async () => false,
  isNeeded: () => false,
  stop: async () => {},
}
