import { readdirSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Found } from './target.ts'

/** A loaded machine makes everything slow, but no single input may hold up all others for so long. */
const maxBlockedMs = 15_000
/** What the process may have grown by when all is closed: sources of mail are large, and heaps are lazy. */
const maxGrownBytes = 1_000 * 1024 * 1024
/** Handles that may be open for a while: connections that the system has not let go of yet. */
const maxLeftHandles = 25
const pingMs = 20

/** Looks at the whole process while inputs are tried: faults that nobody caught, its event loop, memory and handles. */
export function watchProcess() {
  const faults: string[] = []
  const onFault = (error: unknown) => void faults.push(error instanceof Error ? error.stack! : String(error))
  process.on('unhandledRejection', onFault)
  process.on('uncaughtException', onFault)
  const before = { rss: process.memoryUsage.rss(), handles: openHandles() }
  let lastAt = performance.now()
  let blockedMs = 0
  const timer = setInterval(() => {
    const now = performance.now()
    blockedMs = Math.max(blockedMs, now - lastAt - pingMs)
    lastAt = now
  }, pingMs)

  return {
    blockedMs: () => Math.round(blockedMs),
    /** To be asked when everything that was opened is closed. */
    stop(): Found[] {
      clearInterval(timer)
      process.off('unhandledRejection', onFault)
      process.off('uncaughtException', onFault)
      const grown = process.memoryUsage.rss() - before.rss
      const left = openHandles() - before.handles
      const problems = [
        ...faults.map(fault => `Nobody caught this: ${fault}`),
        ...(blockedMs > maxBlockedMs ? [`The event loop stood still for ${blockedMs} ms.`] : []),
        ...(grown > maxGrownBytes ? [`The process grew by ${grown} bytes.`] : []),
        ...(left > maxLeftHandles ? [`${left} handles were left open.`] : []),
      ]
      return problems.map(problem => ({ problem, input: 'all of the run' }))
    },
  }
}

/** Files and sockets of this process; only Linux tells them so simply. */
function openHandles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0
}
