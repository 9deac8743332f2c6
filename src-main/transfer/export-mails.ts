import { Readable } from 'node:stream'
import { entryName } from './entry-names.ts'
import { toMbox } from './write-mbox.ts'
import { zipOf, type NewZipEntry } from './zip-of.ts'

/** A message with its source. */
export type Source = {
  raw: Buffer
  seq: number
  address: string
  sender: string
  subject: string
  receivedAt: number
}

/** Undefined for a message that has gone meanwhile. */
export type ReadSource = (seq: number) => Promise<Source | undefined>

/** Messages as a file, read one after the other as fast as somebody takes it. */
export function exportMails(format: 'mbox' | 'zip', seqs: readonly number[], read: ReadSource): Readable {
  const sources = readAll(seqs, read)
  return format === 'zip' ? zipOf(toFiles(sources)) : Readable.from(toMboxes(sources), { objectMode: false })
}

async function* readAll(seqs: readonly number[], read: ReadSource): AsyncGenerator<Source> {
  for (const seq of seqs) {
    const source = await read(seq)
    if (source) yield source
  }
}

async function* toMboxes(sources: AsyncIterable<Source>): AsyncGenerator<Buffer> {
  for await (const { raw, sender, receivedAt } of sources) yield toMbox({ raw, sender, at: receivedAt })
}

/** A folder for each mailbox; the number of the message keeps names apart, and files in the order of the mail. */
async function* toFiles(sources: AsyncIterable<Source>): AsyncGenerator<NewZipEntry> {
  for await (const { raw, seq, address, subject, receivedAt } of sources) {
    const folder = entryName(address) || 'mailbox'
    const name = `${String(seq).padStart(7, '0')} ${entryName(subject) || 'message'}`
    yield { name: `${folder}/${name}.eml`, content: raw, modifiedAt: receivedAt }
  }
}
