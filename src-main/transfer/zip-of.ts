import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file to put into a zip. */
export type NewZipEntry = { name: string; content: Buffer; modifiedAt: number; packed?: boolean }

/**
 * A zip of files, as a stream. A file is asked for when the one before it is written, and nothing is read ahead. When
 * the stream is destroyed, no more files are asked for.
 */
export function zipOf(entries: AsyncIterable<NewZipEntry>): Readable {
  const zip = new ZipFile()
  const output = new PassThrough()
  const gone = new AbortController()
  output.once('close', () => gone.abort())
  ;(zip.outputStream as Readable).on('error', error => output.destroy(error)).pipe(output)
  zip.on('error', (error: Error) => output.destroy(error))
  fill(zip, entries, gone.signal).catch((error: unknown) => output.destroy(error as Error))
  return output
}

async function fill(zip: ZipFile, entries: AsyncIterable<NewZipEntry>, gone: AbortSignal): Promise<void> {
  for await (const entry of entries) {
    if (gone.aborted) return
    await write(zip, entry, gone)
  }
  zip.end()
}

function write(zip: ZipFile, entry: NewZipEntry, gone: AbortSignal): Promise<void> {
  const { name, modifiedAt, packed = true } = entry
  const options = { mtime: new Date(modifiedAt), compress: packed, size: entry.content.length }
  // The zip keeps what it was handed until its end, when it writes its directory: it must not keep the bytes.
  let content: Buffer | undefined = entry.content
  return new Promise(resolve => {
    const finish = () => {
      gone.removeEventListener('abort', finish)
      resolve()
    }
    gone.addEventListener('abort', finish)
    zip.addReadStreamLazy(name, options, start => {
      const source = Readable.from([content!], { objectMode: false })
      content = undefined
      source.once('end', finish)
      start(null, source)
    })
  })
}
