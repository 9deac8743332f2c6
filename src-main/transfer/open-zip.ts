import { createReadStream } from 'node:fs'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '#shared/api/errors.ts'
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl'
import { importLimits as limits } from './limits.ts'
import { createUnpackCounter } from './unpack-counter.ts'

/** A file of a zip. Its name is for people to read, and no path. */
export type ZipEntry = { name: string; packedBytes: number; open: () => Promise<Readable> }

/**
 * The files of a zip, in its order; folders and what archivers add for themselves are left out. Throws `unprocessable` when it
 * is damaged, or asks for more than an import may: counted is what really comes out, whatever it says of itself.
 */
export async function* openZip(file: string): AsyncGenerator<ZipEntry, void, void> {
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false }).catch(refuse)
  const count = createUnpackCounter(zip.fileSize, tooMuch)
  try {
    if (zip.entryCount > limits.files) {
      throw tooMuch(`It has ${zip.entryCount} files; at most ${limits.files} are taken.`)
    }
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      if (!isMailFile(name)) continue
      yield { name, packedBytes: entry.compressedSize, open: () => openEntry(zip, entry, count) }
    }
  } catch (error) {
    throw refuse(error)
  } finally {
    zip.close()
  }
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
  return name.replace(/\p{Cc}/gu, '').slice(0, 500)
}

/** Which entries count: a Mac's zip has a twin of each file that is no mail. */
const isMailFile = (name: string): boolean =>
  !name.endsWith('/') && !/(^|\/)(\.(?!\.?\/)|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/.test(name)

async function openEntry(zip: ZipFile, entry: Entry, count: (bytes: number) => void): Promise<Readable> {
  if (!entry.canDecodeFileData()) {
    throw new AppError(
      'unprocessable',
      entry.isEncrypted() ? 'It is locked with a password.' : 'It is packed in a way that is not known here.',
    )
  }
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        count(chunk.length)
        done(null, chunk)
      } catch (error) {
        done(error as Error)
      }
    },
  })
  const source = await zip.openReadStreamPromise(entry)
  // Whoever reads the end of it hears of a failure.
  pipeline(source, counted).catch(() => {})
  return counted
}

/** It is about all of the zip, not about one file in it. */
export class ZipRefused extends AppError {}

const tooMuch = (why: string) => new ZipRefused('unprocessable', `The zip is not read on. ${why}`)

function refuse(error: unknown): never {
  if (error instanceof AppError) throw error
  const reason = error instanceof Error ? error.message : String(error)
  throw new ZipRefused('unprocessable', `The zip is damaged: ${reason}.`)
}

/** The beginning of a file, enough to know what it is. */
export async function readHead(file: string, bytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of createReadStream(file, { end: bytes - 1 })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
