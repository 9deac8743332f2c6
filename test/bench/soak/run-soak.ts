import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMayfly } from '../contenders/mayfly.ts'
import { createOwnLoad } from '../load/own-load.ts'
import type { Load } from '../load/job.ts'
import { startServer, type LoopDelay, type Server } from '../process/server.ts'
import { sleep } from '../process/sleep.ts'
import { readNowAndThen, type Reading } from './reader.ts'
import { takeSample, type Sample } from './sample.ts'

export type SoakOptions = {
  seconds: number
  perSecond: number
  /** The newest so many stay: few, so that retention has to work all the time. */
  keptMessages: number
  sampleEveryMs: number
  /** Rest of the reader between its questions. */
  readerRestMs: number
  fromSources: boolean
  onSample: (sample: Sample) => void
}

export type Soak = {
  samples: Sample[]
  sent: number
  /** At the end, when retention had its time. */
  stored: number
  reading: Reading
  loopDelay: LoopDelay | undefined
}

/** Mails are made in portions, so that a long soak needs no memory for them. */
const portionSeconds = 5
/** Each mailbox gets mail this often: often enough for who waits, and none is new after the first time. */
const everyMailboxSeconds = 2
const portionWithinMs = 60_000
const settlesWithinMs = 10_000
const memoryModule = new URL('../servers/memory-use.mjs', import.meta.url).href

/** Mail without end, retention that takes as much as comes, a reader. Rejects when a mail or an answer fails. */
export async function runSoak(options: SoakOptions): Promise<Soak> {
  const memoryFolder = mkdtempSync(join(tmpdir(), 'mayfly-soak-'))
  const load = createOwnLoad()
  const server = await startServer(createMayfly(options), {
    nodeArgs: ['--import', memoryModule],
    env: { BENCH_MEMORY: memoryFolder },
  })
  try {
    await server.http.patch('/api/v1/settings', { 'retention.maxMessages': options.keptMessages })
    return await soak(server, memoryFolder, load, options)
  } finally {
    load.stop()
    await server.stop()
    rmSync(memoryFolder, { recursive: true, force: true })
  }
}

async function soak(server: Server, memoryFolder: string, load: Load, options: SoakOptions): Promise<Soak> {
  const { seconds, perSecond, sampleEveryMs, onSample } = options
  const mailboxes = perSecond * everyMailboxSeconds
  const start = performance.now()
  const passed = () => (performance.now() - start) / 1000
  const samples: Sample[] = []
  let sent = 0
  let goesOn = true

  /** Mail comes until the reader is done: its last question may be a wait for mail. */
  async function read(): Promise<Reading> {
    try {
      const isOver = () => !goesOn || passed() >= seconds
      return await readNowAndThen({ server, mailboxes, restMs: options.readerRestMs, isOver })
    } finally {
      goesOn = false
    }
  }

  async function send(): Promise<void> {
    try {
      while (goesOn) sent += await sendPortion(server, load, { first: sent, perSecond, mailboxes })
    } finally {
      goesOn = false
    }
  }

  async function sample(): Promise<void> {
    while (goesOn) {
      await sleep(sampleEveryMs)
      const one = { seconds: passed(), sent, ...(await takeSample(server, memoryFolder)) }
      samples.push(one)
      onSample(one)
    }
  }

  const [reading] = await Promise.all([read(), send(), sample()])
  const stored = await untilKept(server, options.keptMessages)
  return { samples, sent, stored, reading, loopDelay: await server.loopDelay() }
}

type Portion = { first: number; perSecond: number; mailboxes: number }

async function sendPortion(
  { ports }: Server,
  load: Load,
  { first, perSecond, mailboxes }: Portion,
): Promise<number> {
  const messages = perSecond * portionSeconds
  const { problem } = await load.run({
    ...{ port: ports.smtp, kind: 'mixed', first, messages, mailboxes, perSecond },
    ...{ connections: 1, keepOpen: false, timeoutMs: portionWithinMs },
  })
  if (problem) throw new Error(`the load failed: ${problem}`)
  return messages
}

/** The number of stored mails, once it is what is to be kept, or else after some time. */
async function untilKept({ http, contender }: Server, kept: number): Promise<number> {
  const deadline = performance.now() + settlesWithinMs
  for (;;) {
    const stored = await contender.api!.count(http)
    if (stored <= kept || performance.now() > deadline) return stored
    await sleep(200)
  }
}
