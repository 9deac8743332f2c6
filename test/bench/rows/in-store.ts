import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contender } from '../contenders/contender.ts'
import type { Server } from '../process/server.ts'
import { cachedStore, copyStore } from '../stores/cached-store.ts'
import type { Tools } from './row.ts'

/** Runs Mayfly on a store of so many messages, a copy that is gone afterwards. */
export async function inStore<T>(
  contender: Contender,
  { scale, withServer }: Pick<Tools, 'scale' | 'withServer'>,
  messages: number,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-'))
  try {
    copyStore(await cachedStore(Math.min(messages, scale.largestStore)), join(folder, 'data'))
    return await withServer(contender, { folder }, work)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
