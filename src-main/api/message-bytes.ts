import type { Scope } from '#shared/api/scope.ts'
import type { MessageReader } from '../messages/reader.ts'
import { renderHtml } from '../messages/render-html.ts'

export type MessageBytes = ReturnType<typeof createMessageBytes>

/** What a message has to offer that is not JSON. Messages outside the scope are `not_found` or `forbidden`. */
export function createMessageBytes(reader: MessageReader) {
  return {
    async raw(scope: Scope, id: string) {
      const row = await reader.find(scope, id)
      return { raw: await reader.raw(row), filename: `${row.subject.slice(0, 80).trim() || 'message'}.eml` }
    },
    async text(scope: Scope, id: string): Promise<string> {
      const { text } = await reader.detail(await reader.find(scope, id))
      return text
    },
    async html(scope: Scope, id: string, options: { remote: boolean }) {
      const row = await reader.find(scope, id)
      const detail = await reader.detail(row)
      return renderHtml(detail, {
        ...options,
        readImage: attachmentId => reader.attachmentBytes(row, attachmentId),
      })
    },
    async attachment(scope: Scope, id: string, attachmentId: string) {
      const row = await reader.find(scope, id)
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
