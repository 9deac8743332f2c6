import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from '../process/server.ts'
import { memoryOf } from '../process/usage.ts'

/** What a server holds at one moment; memory and files in MB. */
export type Sample = {
  seconds: number
  sent: number
  stored: number
  rss: number
  /** Heaps of all threads, and what belongs to them outside. */
  heap: number
  external: number
  database: number
  log: number
}

const mb = 1024 ** 2

export async function takeSample(
  server: Server,
  memoryFolder: string,
): Promise<Omit<Sample, 'seconds' | 'sent'>> {
  const threads = threadsIn(memoryFolder)
  const total = (of: (thread: ThreadMemory) => number) => threads.reduce((sum, thread) => sum + of(thread), 0)
  return {
    stored: await server.contender.api!.count(server.http),
    rss: memoryOf(server.pid).rssMb,
    heap: total(({ heap }) => heap) / mb,
    external: total(({ external }) => external) / mb,
    database: sizeOf(join(server.folder, 'data', 'mayfly.db')) / mb,
    log: sizeOf(join(server.folder, 'data', 'mayfly.db-wal')) / mb,
  }
}

/** As `servers/memory-use.mjs` writes it. */
type ThreadMemory = { heap: number; external: number }

function threadsIn(folder: string): ThreadMemory[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  return files.map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ThreadMemory)
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
