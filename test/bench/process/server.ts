import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contender, Ports } from '../contenders/contender.ts'
import { startChild, type Child } from './child.ts'
import { createHttpClient } from './http-client.ts'
import { freePort, untilListening } from './ports.ts'

export type Server = Awaited<ReturnType<typeof startServer>>
/** In milliseconds; `busy` is the longest that the thread itself worked on end. */
export type LoopDelay = { p99: number; max: number; busy: number }
export type ServerOptions = {
  /** Where its store is, which stays afterwards; a fresh folder without it. */
  folder?: string
  /** Options of Node, for those that run in it. */
  nodeArgs?: string[]
  /** Added to the environment, which is otherwise nearly empty. */
  env?: Record<string, string>
  /** False where even a small preload would count: it is watched otherwise. */
  watchLoop?: boolean
}

const readyWithinMs = 60_000
const writtenWithinMs = 20_000
const loopDelayModule = new URL('../servers/loop-delay.mjs', import.meta.url).href

/** Starts a contender, in an empty folder unless told otherwise, and waits until it takes mail. */
export async function startServer(contender: Contender, options: ServerOptions = {}) {
  const { nodeArgs = [], watchLoop = true } = options
  const own = mkdtempSync(join(tmpdir(), 'mayfly-bench-'))
  const folder = options.folder ?? own
  const delayFile = join(own, 'loop-delay.json')
  const watched = watchLoop && contender.isNode && !contender.isReference
  const free = { smtp: await freePort(), http: await freePort() }
  const start = performance.now()
  const launch = contender.launch({
    folder,
    ports: free,
    nodeArgs: watched ? [...nodeArgs, '--import', loopDelayModule] : nodeArgs,
  })
  const child = startChild({ ...launch, env: { ...launch.env, ...options.env, BENCH_LOOP_DELAY: delayFile } })
  const stop = async () => {
    await child.stop()
    rmSync(own, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const ports = await untilReady(contender, child, free)
    const readyMs = performance.now() - start
    const http = createHttpClient(ports.http)
    await contender.api?.prepare?.(http)
    if (watched) child.signal('SIGUSR2')
    return {
      contender,
      pid: child.pid,
      folder,
      ports,
      http,
      readyMs,
      /** How long its main thread was held up since it was ready; undefined for who is not watched. Asked once. */
      async loopDelay(): Promise<LoopDelay | undefined> {
        if (!watched) return undefined
        child.signal('SIGUSR2')
        return readWhenWritten(delayFile)
      },
      async stop() {
        http.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function untilReady({ ready }: Contender, child: Child, free: Ports): Promise<Ports> {
  const signal = AbortSignal.timeout(readyWithinMs)
  const listening = ready
    ? saidIn(child, ready, signal)
    : Promise.all([untilListening(free.smtp, signal), untilListening(free.http, signal)]).then(() => free)
  return Promise.race([listening, child.failed])
}

function saidIn(
  child: Child,
  ready: (line: string) => Ports | undefined,
  signal: AbortSignal,
): Promise<Ports> {
  return new Promise((resolve, reject) => {
    child.onLine(line => {
      const ports = ready(line)
      if (ports) resolve(ports)
    })
    signal.addEventListener('abort', () => reject(new Error(`not ready after ${readyWithinMs / 1000} s`)))
  })
}

async function readWhenWritten(file: string): Promise<LoopDelay> {
  const deadline = performance.now() + writtenWithinMs
  for (;;) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as LoopDelay
    } catch (error) {
      if (performance.now() > deadline) throw new Error('The event loop was not watched', { cause: error })
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
}
