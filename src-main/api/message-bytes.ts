import type { MessageReader } from '../messages/reader.ts'
import { renderHtml } from '../messages/render-html.ts'

export type MessageBytes = ReturnType<typeof createMessageBytes>

/** What a message has to offer that is not JSON. Unknown messages are `not_found`. */
export function createMessageBytes(reader: MessageReader) {
  return {
    async raw(id: string) {
      const row = await reader.find(id)
      return { raw: await reader.raw(row), filename: `${row.subject.slice(0, 80).trim() || 'message'}.eml` }
    },
    async text(id: string): Promise<string> {
      const { text } = await reader.detail(await reader.find(id))
      return text
    },
    async html(id: string, options: { remote: boolean }) {
      const row = await reader.find(id)
      const detail = await reader.detail(row)
      return renderHtml(detail, {
        ...options,
        readImage: attachmentId => reader.attachmentBytes(row, attachmentId),
      })
    },
    async attachment(id: string, attachmentId: string) {
      const row = await reader.find(id)
      const [content, { attachments }] = await Promise.all([
        reader.attachmentBytes(row, attachmentId),
        reader.detail(row),
      ])
      const named = attachments.find(attachment => attachment.id === attachmentId)
      return {
        content,
        filename: named?.filename ?? `attachment-${attachmentId}`,
        contentType: named?.contentType ?? 'application/octet-stream',
      }
    },
  }
}
