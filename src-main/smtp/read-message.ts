import type { Readable } from 'node:stream'
import { watchArrival, type LeastPace } from '../rates/watch-arrival.ts'
import { giveBack, takePages } from '../storage/large-memory.ts'
import type { ByteBudget } from './byte-budget.ts'
import { smtpLimits } from './limits.ts'
import type { Pace } from './pace.ts'

export type ReadMessage = {
  raw: Uint8Array<ArrayBuffer>
  /** Gives the memory back to the budget; call it once the mail is stored. */
  release: () => void
}

type Options = {
  announcedBytes: number
  maxBytes: number
  budget: ByteBudget
  /** Whom the memory counts for: `networkOf` its sender. */
  network?: string | undefined
  pace: Pace
  /** How fast a mail has to come that holds memory which others wait for. */
  leastPace?: LeastPace | undefined
}

/** The mail holds memory that others wait for, and does not come on. */
export class TooSlowError extends Error {
  override name = 'TooSlowError'
}

/**
 * Reads a mail off the wire into memory of its own. A large one first waits for its share of the budget: it is
 * not read meanwhile, so the sender slows down. Undefined when it outgrew the limit (it is read to its end
 * all the same, as the protocol wants). Rejects with TooSlowError, or as the stream does.
 */
export async function readMessage(
  stream: Readable,
  { announcedBytes, maxBytes, budget, network, pace, leastPace = smtpLimits.leastPace }: Options,
): Promise<ReadMessage | undefined> {
  const memory = createMemory(announcedBytes, maxBytes)
  const share = createShare(budget, { announcedBytes, maxBytes, network })
  let stopWatching: (() => void) | undefined
  /** Whoever holds no memory keeps nobody waiting. */
  const watch = () =>
    watchArrival({
      pace: leastPace,
      received: memory.length,
      waitsForUs: () => !share.keepsOthersWaiting(),
      onTooSlow: () => stream.destroy(new TooSlowError('The mail came too slowly')),
    })

  /** Waits for the next turn, or for memory, only where it has to: most mails are there at once. */
  function take(chunk: Buffer): Promise<void> | undefined {
    const turn = pace.take(chunk.length)
    const needed = memory.length() + chunk.length
    if (turn || needed > share.bytes()) return takeLater(chunk, needed, turn)
    memory.add(chunk)
    return undefined
  }

  async function takeLater(chunk: Buffer, needed: number, turn: Promise<void> | undefined): Promise<void> {
    await turn
    if (needed > share.bytes() && needed <= maxBytes) {
      await share.reach(needed)
      stopWatching ??= watch()
    }
    memory.add(chunk)
  }

  try {
    for await (const chunk of stream) {
      const later = take(chunk as Buffer)
      if (later) await later
    }
  } catch (error) {
    memory.drop()
    share.release()
    throw error
  } finally {
    stopWatching?.()
  }
  if (memory.length() > maxBytes) {
    share.release()
    return undefined
  }
  return { raw: memory.bytes(), release: share.release }
}

/** Of what outgrows the limit nothing is kept but its length. */
function createMemory(announcedBytes: number, maxBytes: number) {
  let bytes = new Uint8Array(initialBytes(announcedBytes))
  let length = 0
  return {
    length: () => length,
    bytes: () => bytes.subarray(0, length),
    add(chunk: Buffer): void {
      const needed = length + chunk.length
      if (needed > maxBytes) drop()
      else {
        if (needed > bytes.length) bytes = grown(bytes, roomFor(needed, announcedBytes, maxBytes), maxBytes)
        bytes.set(chunk, length)
      }
      length = needed
    },
    drop,
  }

  function drop(): void {
    giveBack(bytes.buffer)
    bytes = new Uint8Array(0)
  }
}

/** What one mail may take of the budget: nothing while it is small, then what was announced, then all it may have. */
function createShare(
  budget: ByteBudget,
  { announcedBytes, maxBytes, network }: Pick<Options, 'announcedBytes' | 'maxBytes' | 'network'>,
) {
  let bytes: number = smtpLimits.freeBytes
  const held: (() => void)[] = []
  let asks = false
  return {
    bytes: () => bytes,
    keepsOthersWaiting: () => held.length > 0 && !asks,
    /** Who sends more than was announced is treated as if nothing had been. */
    async reach(needed: number): Promise<void> {
      const next = needed <= announcedBytes ? announcedBytes : maxBytes
      asks = true
      held.push(
        await (held.length === 0 ? budget.reserve(next, network) : budget.reserveMore(next - bytes, network)),
      )
      asks = false
      bytes = next
    },
    release: () => held.splice(0).forEach(giveBack => giveBack()),
  }
}

/** A client may announce anything: only a modest promise is taken at its word. */
function initialBytes(announced: number): number {
  return announced > 0 && announced <= smtpLimits.freeBytes ? announced : 8 * 1024
}

/** All that was announced, since it is reserved by now; else twice what is needed. */
function roomFor(needed: number, announced: number, maxBytes: number): number {
  return needed <= announced ? announced : Math.min(needed * 2, maxBytes)
}

/** What is large grows where it is: copying 25 MB stalls everybody. */
function grown(bytes: Uint8Array<ArrayBuffer>, room: number, maxBytes: number): Uint8Array<ArrayBuffer> {
  if (room <= bytes.buffer.maxByteLength) {
    bytes.buffer.resize(room)
    return bytes
  }
  const larger = room < smtpLimits.ownPagesBytes ? new Uint8Array(room) : takePages(room, maxBytes)
  larger.set(bytes)
  giveBack(bytes.buffer)
  return larger
}
