import type { Readable } from 'node:stream'
import { AppError } from '#shared/api/errors.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Job } from '#shared/api/jobs.ts'
import type { Scope } from '#shared/api/scope.ts'
import type { ExportOptions, ImportOptions } from '#shared/api/transfer.ts'
import { createUniqueNames, entryName } from './entry-names.ts'
import { exportMails, type ReadSource } from './export-mails.ts'
import { importMails, type ImportDeps } from './import-mails.ts'
import type { Upload, Uploads } from './uploads.ts'
import { zipOf, type NewZipEntry } from './zip-of.ts'

type Task = Parameters<typeof importMails>[2]

type Deps = {
  startJob: (
    about: { kind: 'import'; subject: string; total: number },
    work: (task: Task) => Promise<void>,
  ) => Job
  uploads: Uploads
  imports: ImportDeps
  /** The address to import to, where it takes mail; throws as SMTP would refuse. */
  addressFor: (scope: Scope, idOrAddress: string) => Promise<string>
  /** The messages that are meant, by their seqs, oldest first. */
  select: (scope: Scope, asked: Omit<ExportOptions, 'format'>) => Promise<number[]>
  readSource: ReadSource
  /** The files of a message; throws `not_found` or `forbidden`. */
  attachmentsOf: (scope: Scope, id: string) => Promise<MessageFiles>
  settle: () => Promise<void>
  now: () => number
}

type MessageFiles = {
  subject: string
  receivedAt: number
  files: { filename: string | null; read: () => Promise<Buffer> }[]
}

/** Mail in and out as files. */
export function createTransfer(deps: Deps) {
  const { uploads, now, settle } = deps

  async function beginImport(
    scope: Scope,
    { mailbox, date, duplicates }: ImportOptions,
    { files, remove }: Upload,
  ): Promise<Job> {
    if (files.length === 0) throw new AppError('bad_request', 'Send at least one file.')
    await settle()
    const address = mailbox === undefined ? null : await deps.addressFor(scope, mailbox)
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    const subject = files.length === 1 ? files[0]!.name : String(files.length)
    return deps.startJob({ kind: 'import', subject, total }, async task => {
      try {
        await importMails(deps.imports, { files, destination: { address, date, duplicates } }, task)
      } finally {
        await remove()
      }
    })
  }

  return {
    /** Takes files in; `begin` starts to import them, and removes them from the disk when that is over. */
    openUpload() {
      const upload = uploads.open()
      return {
        add: upload.add,
        remove: upload.remove,
        begin: (scope: Scope, options: ImportOptions) => beginImport(scope, options, upload),
      }
    },

    /** The messages that match, as one file. */
    async export(scope: Scope, { format, ...asked }: ExportOptions): Promise<Download> {
      await settle()
      const seqs = await deps.select(scope, asked)
      const filename = `mayfly-${toTimestamp(now()).slice(0, 10)}.${format}`
      return { content: exportMails(format, seqs, deps.readSource), filename, contentType: types[format] }
    },

    /** All files of a message in a zip. */
    async attachments(scope: Scope, id: string): Promise<Download> {
      await settle()
      const message = await deps.attachmentsOf(scope, id)
      const filename = `${entryName(message.subject) || 'attachments'}.zip`
      return { content: zipOf(toEntries(message)), filename, contentType: types.zip }
    },
  }
}

const types = { mbox: 'application/mbox', zip: 'application/zip' }

export type Download = { content: Readable; filename: string; contentType: string }

async function* toEntries({ files, receivedAt }: MessageFiles): AsyncGenerator<NewZipEntry> {
  const unique = createUniqueNames()
  for (const [index, { filename, read }] of files.entries()) {
    const name = unique(entryName(filename ?? '') || `attachment-${index + 1}`)
    yield { name, content: await read(), modifiedAt: receivedAt }
  }
}
