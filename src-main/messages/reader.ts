import { AppError } from '#shared/api/errors.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { checkDomain, ownsIt, wholeStore, type Scope } from '#shared/api/scope.ts'
import { unpack } from '../storage/packed.ts'
import { unavailable } from '../storage/store-problem.ts'
import { findMessages } from './find-messages.ts'
import type { MessageFilter } from './list-sql.ts'
import { toMessageFilter, type AskedFilters } from './message-filter.ts'
import { createByteReader } from './read-bytes.ts'
import type { MessageRepository, MessageRow } from './repository.ts'
import { toDetail, type StoredDetail } from './to-message.ts'

/** A mailbox that the scope may see: throws `not_found` or `forbidden`. */
export type FindMailbox = (scope: Scope, idOrAddress: string) => Promise<{ key: number; id: string }>

/** What is cached of remote accounts, as whoever may asks for it. */
export type RemotePart = {
  scopeOf: (scope: Scope, remote: string) => Scope
  findMailbox: (remote: string, idOrAddress: string) => Promise<{ key: number }>
}

type Deps = {
  messages: MessageRepository
  findMailbox: FindMailbox
  remotes: RemotePart
  now: () => number
}

type AskedInMailbox = AskedFilters & { mailbox?: string | undefined; remote?: string | undefined }

export type MessageReader = ReturnType<typeof createMessageReader>

/** Finds messages the way that requests name them, and reads them whole. Unknown ones are `not_found`. */
export function createMessageReader({ messages, findMailbox, remotes, now }: Deps) {
  async function find(scope: Scope, id: string): Promise<MessageRow> {
    const row = await messages.findMessage(id)
    if (!row || !ownsIt(scope, { accountId: row.account_id }))
      throw new AppError('not_found', `There is no message ${id}. It may have been deleted.`)
    checkDomain(scope, row.domain)
    return row
  }

  /** `mailbox` is an id or an address. */
  async function filterOf(caller: Scope, asked: AskedInMailbox): Promise<MessageFilter> {
    const { mailbox, remote } = asked
    const scope = remote === undefined ? caller : remotes.scopeOf(caller, remote)
    if (mailbox === undefined) return toMessageFilter(asked, { mailboxKey: null, scope }, now())
    const { key } = await (remote === undefined
      ? findMailbox(scope, mailbox)
      : remotes.findMailbox(remote, mailbox))
    return toMessageFilter(asked, { mailboxKey: key, scope: wholeStore }, now())
  }

  return {
    find,
    filterOf,

    /** `latest` is the newest that fits the filters. */
    async findOrLatest(scope: Scope, id: string, asked: AskedInMailbox): Promise<MessageRow> {
      if (id !== 'latest') return find(scope, id)
      const filter = await filterOf(scope, asked)
      const [row] = await findMessages(messages, { filter, before: null, limit: 1 })
      if (!row) throw new AppError('not_found', 'No message matches.')
      return row
    },

    async detail(row: MessageRow): Promise<MessageDetail> {
      const [packed, attachments] = await Promise.all([
        messages.detailOf(row.content_id),
        messages.attachmentsOf(row.content_id),
      ])
      if (!packed) throw new AppError('not_found', `The message ${row.id} was just deleted.`)
      return toDetail(row, unpackDetail(packed), attachments)
    },

    ...createByteReader(messages),
  }
}

/** SQLite cannot tell a changed byte inside of a row, as a damaged backup may bring. `mayfly recover` makes it anew from the mail. */
function unpackDetail(packed: Buffer): StoredDetail {
  try {
    return unpack(packed) as StoredDetail
  } catch (error) {
    throw unavailable('damaged', undefined, error)
  }
}
