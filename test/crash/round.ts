import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Chance } from './crash-mail.ts'
import { launchServer, type CrashServer, type Ready } from './crash-server.ts'
import type { Failures } from './examine.ts'

/** One of the server's own faults, planted on purpose: see preload/plant.mjs. */
export type Plant = 'early' | 'twice' | 'damaged' | 'unflushed'
export type RoundOptions = { chance: Chance; plant?: Plant | undefined }

/** What a round found, and the mails that it accounted for. */
export type Outcome = { failures: Failures; acknowledged: number }

/** A data directory for one kind of round, and the servers that run on it, one after the other. */
export function openSite({ plant }: Pick<RoundOptions, 'plant'>) {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-crash-'))
  const dataDir = join(folder, 'data')
  const noteFile = join(folder, 'flushed')
  let server: CrashServer | undefined

  function launch(): CrashServer {
    const preload = ['preload/record-flushes.mjs', ...(plant ? ['preload/plant.mjs'] : [])]
    const env = { CRASH_FLUSHED: noteFile, ...(plant ? { CRASH_PLANT: plant } : {}) }
    return (server = launchServer({ dataDir, preload, env }))
  }

  return {
    folder,
    dataDir,
    noteFile,
    launch,
    /** Starts it and sees to it that no mail goes by itself. */
    async start(): Promise<Ready> {
      const ready = await launch().ready
      const keepAll = { 'retention.maxMessages': 0, 'retention.maxAgeDays': 0 }
      await call(ready, 'PATCH', '/settings', keepAll)
      return ready
    },
    kill: async (): Promise<void> => server?.kill(),
    async close(): Promise<void> {
      await server?.kill()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Waits for a moment up to `withinMs`, any one. */
export const anyMoment = (chance: Chance, withinMs: number): Promise<void> =>
  setTimeout(chance.below(withinMs))

export async function call<T>({ url }: Ready, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as T
}
