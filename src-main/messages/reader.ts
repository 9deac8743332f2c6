import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { AppError } from '#shared/api/errors.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { unpack } from '../storage/packed.ts'
import type { MessageFilter } from './list-sql.ts'
import { toMessageFilter, type AskedFilters } from './message-filter.ts'
import type { MessageRepository, MessageRow } from './repository.ts'
import { toDetail, type StoredDetail } from './to-message.ts'

const decompress = promisify(zstdDecompress)

/** What this feature needs to know of a mailbox. */
export type FindMailbox = (idOrAddress: string) => Promise<{ key: number } | undefined>

type Deps = {
  messages: MessageRepository
  findMailbox: FindMailbox
  now: () => number
}

export type MessageReader = ReturnType<typeof createMessageReader>

/** Finds messages the way that requests name them, and reads them whole. Unknown ones are `not_found`. */
export function createMessageReader({ messages, findMailbox, now }: Deps) {
  async function find(id: string): Promise<MessageRow> {
    const row = await messages.findMessage(id)
    if (!row) throw new AppError('not_found', `There is no message ${id}. It may have been deleted.`)
    return row
  }

  /** `mailbox` is an id or an address. */
  async function filterOf(asked: AskedFilters & { mailbox?: string | undefined }): Promise<MessageFilter> {
    if (asked.mailbox === undefined) return toMessageFilter(asked, null, now())
    const mailbox = await findMailbox(asked.mailbox)
    if (!mailbox) throw new AppError('not_found', `There is no mailbox ${asked.mailbox}.`)
    return toMessageFilter(asked, mailbox.key, now())
  }

  return {
    find,
    filterOf,

    /** `latest` is the newest that fits the filters. */
    async findOrLatest(
      id: string,
      asked: AskedFilters & { mailbox?: string | undefined },
    ): Promise<MessageRow> {
      if (id !== 'latest') return find(id)
      const [row] = await messages.listMessages({ filter: await filterOf(asked), before: null, limit: 1 })
      if (!row) throw new AppError('not_found', 'No message matches.')
      return row
    },

    async detail(row: MessageRow): Promise<MessageDetail> {
      const [packed, attachments] = await Promise.all([
        messages.detailOf(row.content_id),
        messages.attachmentsOf(row.content_id),
      ])
      if (!packed) throw new AppError('not_found', `The message ${row.id} was just deleted.`)
      const stored = unpack(packed) as StoredDetail
      return toDetail(row, stored, attachments)
    },

    /** The mail byte for byte as it was received. */
    async raw(row: MessageRow): Promise<Buffer> {
      const compressed = await messages.rawOf(row.content_id)
      if (!compressed) throw new AppError('not_found', `The message ${row.id} was just deleted.`)
      return decompress(compressed)
    },

    async attachmentBytes(row: MessageRow, attachmentId: string): Promise<Buffer> {
      const position = /^\d{1,6}$/.test(attachmentId) ? Number(attachmentId) : 0
      const bytes = await messages.attachmentBytes({ contentId: row.content_id, position })
      if (!bytes) throw new AppError('not_found', `The message ${row.id} has no attachment ${attachmentId}.`)
      return bytes
    },
  }
}
