import { createReadStream } from 'node:fs'
import { AppError } from '#shared/api/errors.ts'
import { kindOf, headBytes } from './file-kind.ts'
import { importLimits as limits } from './limits.ts'
import { openZip, readHead, ZipRefused } from './open-zip.ts'
import { readMbox } from './read-mbox.ts'

/** A file that was sent: its name as the sender has it, and where it lies. */
export type UploadedFile = { name: string; path: string; bytes: number }

/** A mail that was found, or why there is none. `date` is what stands beside it, not in it. */
export type Found = { name: string; raw: Buffer; date: number | null } | { name: string; failure: string }

const chunkBytes = 256 * 1024

type Reading = { onRead: (bytes: number) => void; signal: AbortSignal }

/**
 * Every mail in a file, in its order: an .eml, an mbox, or a zip of them. Holds one mail at a time. Throws as soon as
 * `signal` is aborted, also in the middle of what is no mail and has no end.
 */
export async function* findMails(
  { name, path }: UploadedFile,
  reading: Reading,
): AsyncGenerator<Found, void, void> {
  const isZip = kindOf(name, await readHead(path, headBytes)) === 'zip'
  if (isZip) yield* findInZip(name, path, reading)
  else yield* findIn(name, wanted(createReadStream(path, { highWaterMark: chunkBytes }), reading))
}

type Chunks = AsyncIterable<Buffer>

async function* findIn(name: string, chunks: Chunks): AsyncGenerator<Found, void, void> {
  const { head, all } = await beginning(chunks)
  const kind = kindOf(name, head)
  if (kind === 'unknown' || kind === 'zip') {
    await all.return()
    const failure = head.length === 0 ? 'It is empty.' : 'It is no mail, no mbox and no zip.'
    yield { name, failure: kind === 'zip' ? 'It is a zip inside a zip: unpack it first.' : failure }
  } else if (kind === 'mbox') yield* findInMbox(name, all)
  else yield await readWhole(name, all)
}

async function* findInMbox(name: string, chunks: Chunks): AsyncGenerator<Found, void, void> {
  let number = 0
  for await (const { raw, date } of readMbox(chunks, limits.messageBytes)) {
    const named = `${name} #${++number}`
    yield raw ? { name: named, raw, date } : { name: named, failure: tooLarge }
  }
}

async function* findInZip(
  zipName: string,
  path: string,
  { onRead, signal }: Reading,
): AsyncGenerator<Found, void, void> {
  for await (const { name, packedBytes, open } of openZip(path)) {
    const named = `${zipName}/${name}`
    try {
      yield* findIn(named, wanted(await open(), { signal }))
    } catch (error) {
      if (error instanceof ZipRefused || signal.aborted) throw error
      const reason = error instanceof Error ? error.message : String(error)
      yield { name: named, failure: error instanceof AppError ? reason : `It cannot be unpacked: ${reason}.` }
    }
    onRead(packedBytes)
  }
}

async function readWhole(name: string, chunks: AsyncGenerator<Buffer>): Promise<Found> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > limits.messageBytes) return { name, failure: tooLarge }
    parts.push(chunk)
  }
  return { name, raw: Buffer.concat(parts), date: null }
}

const tooLarge = `The mail is larger than ${limits.messageBytes} bytes, the most that is taken.`

/** The first bytes of what comes, and all of it. */
async function beginning(chunks: Chunks): Promise<{ head: Buffer; all: AsyncGenerator<Buffer, void, void> }> {
  const rest = chunks[Symbol.asyncIterator]()
  const read: Buffer[] = []
  let bytes = 0
  while (bytes < headBytes) {
    const { done, value } = await rest.next()
    if (done) break
    read.push(value)
    bytes += value.length
  }
  const all = (async function* () {
    try {
      yield* read
      for (;;) {
        const { done, value } = await rest.next()
        if (done) return
        yield value
      }
    } finally {
      await rest.return?.()
    }
  })()
  return { head: Buffer.concat(read).subarray(0, headBytes), all }
}

async function* wanted(
  chunks: AsyncIterable<unknown>,
  { onRead, signal }: Pick<Reading, 'signal'> & Partial<Reading>,
): AsyncGenerator<Buffer, void, void> {
  for await (const chunk of chunks) {
    signal.throwIfAborted()
    onRead?.((chunk as Buffer).length)
    yield chunk as Buffer
  }
}
