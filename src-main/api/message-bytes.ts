import type { Scope } from '#shared/api/scope.ts'
import { AppError } from '#shared/api/errors.ts'
import { readPartContent } from '../ingest/mime/part-content.ts'
import { pixelsOf } from '../messages/picture-size.ts'
import type { MessageReader } from '../messages/reader.ts'
import { renderHtml } from '../messages/render-html.ts'
import type { StoredBytes } from '../messages/stored-bytes.ts'

type Deps = {
  reader: MessageReader
  /** Resolves when the store says of every mailbox what it is by now. */
  settle: () => Promise<void>
}

export type { StoredBytes }
export type MessageBytes = ReturnType<typeof createMessageBytes>

/** What a message has to offer that is not JSON. Messages outside the scope are `not_found` or `forbidden`. */
export function createMessageBytes({ reader, settle }: Deps) {
  async function find(scope: Scope, id: string) {
    await settle()
    return reader.find(scope, id)
  }

  return {
    async raw(scope: Scope, id: string) {
      const row = await find(scope, id)
      return {
        content: await reader.storedRaw(row),
        filename: `${row.subject.slice(0, 80).trim() || 'message'}.eml`,
      }
    },
    async text(scope: Scope, id: string): Promise<string> {
      const { text } = await reader.detail(await find(scope, id))
      return text
    },
    async html(scope: Scope, id: string, options: { remote: boolean; dark: boolean }) {
      const row = await find(scope, id)
      const detail = await reader.detail(row)
      return renderHtml(detail, {
        ...options,
        readImage: attachmentId => reader.attachmentBytes(row, attachmentId),
      })
    },
    /** Any part of the source, by its path in `getMessageParts`. */
    async part(scope: Scope, id: string, path: string) {
      const found = readPartContent(await reader.raw(await find(scope, id)), path)
      if (!found) throw new AppError('not_found', `The message ${id} has no part ${path}.`)
      const { filename, contentType } = found.part
      return { content: found.content, filename: filename ?? `part-${path}`, contentType }
    },
    attachmentBytes: async (scope: Scope, id: string, attachmentId: string): Promise<Buffer> =>
      reader.attachmentBytes(await find(scope, id), attachmentId),
    /** The same to be sent. With `maxPixels`, a picture that unpacks to more is `payload_too_large`. */
    async attachment(scope: Scope, id: string, attachmentId: string, maxPixels = Infinity) {
      const row = await find(scope, id)
      const [content, { attachments }] = await Promise.all([
        reader.storedAttachment(row, attachmentId),
        reader.detail(row),
      ])
      const pixels = maxPixels === Infinity ? null : pixelsOf(await reader.attachmentBytes(row, attachmentId))
      if (pixels !== null && pixels > maxPixels) throw tooManyPixels(pixels, maxPixels)
      const named = attachments.find(attachment => attachment.id === attachmentId)
      return {
        content,
        filename: named?.filename ?? `attachment-${attachmentId}`,
        contentType: named?.contentType ?? 'application/octet-stream',
      }
    },
  }
}

const tooManyPixels = (pixels: number, most: number) =>
  new AppError(
    'payload_too_large',
    `The picture unpacks to ${pixels} pixels, more than the ${most} of maxPixels: save it instead of showing it.`,
  )
