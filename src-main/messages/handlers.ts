import type { Handlers } from '#shared/api/handler.ts'
import type { MimePart } from '#shared/api/message-parts.ts'
import { scopeOf, wholeStore, type Scope } from '#shared/api/scope.ts'
import type { EventBus, PlacedMessage } from '../events/bus.ts'
import { cutPage } from '../storage/page.ts'
import { buildMail } from './build-mail.ts'
import { createBulkHandlers } from './bulk-handlers.ts'
import { findPage } from './find-messages.ts'
import type { MessageFilter } from './list-sql.ts'
import type { MessageReader } from './reader.ts'
import type { MessageRepository, MessageRow } from './repository.ts'
import { toSummary } from './to-message.ts'

type MessageOperation =
  | 'listMessages'
  | 'listMailboxMessages'
  | 'injectMessage'
  | 'getMessage'
  | 'getMessageHeaders'
  | 'getMessageParts'
  | 'updateMessage'
  | 'deleteMessage'
  | 'updateMessages'
  | 'deleteMessages'
  | 'listLandmarks'

type NewMail = {
  raw: Buffer
  envelope: { mailFrom: string; rcptTo: string[] }
  smtp: null
  receivedAt: number
  /** Whose a mailbox becomes that this mail is the first to name, where nobody has verified its domain. */
  accountId: string | null
}

type Deps = {
  repository: MessageRepository
  reader: MessageReader
  /** The one pipeline; resolves after the commit. */
  ingest: (mail: NewMail) => Promise<{ deliveries: { id: string }[] }>
  /** Takes a source apart. */
  listParts: (raw: Buffer) => MimePart[]
  events: EventBus
  now: () => number
  /** The address to inject to, where the caller may; throws as SMTP would refuse. */
  addressFor: (scope: Scope, idOrAddress: string) => Promise<string>
}

export function createMessageHandlers(deps: Deps): Handlers<MessageOperation> {
  const { repository, reader, events } = deps

  async function list(filter: MessageFilter, page: { limit: number; cursor?: string | undefined }) {
    const before = page.cursor === undefined ? null : Number(page.cursor)
    const { rows, count } = await findPage(repository, { filter, before, limit: page.limit + 1 })
    const { shown, last } = cutPage(rows, page.limit)
    // Where all are on one page there is nothing to count.
    const total = before === null && !last ? shown.length : await count()
    return { items: shown.map(toSummary), nextCursor: last ? String(last.seq) : null, total }
  }

  return {
    listMessages: async ({ limit, cursor, ...asked }, { caller }) =>
      list(await reader.filterOf(scopeOf(caller), asked), { limit, cursor }),

    listMailboxMessages: async ({ limit, cursor, idOrAddress, ...asked }, { caller }) =>
      list(await reader.filterOf(scopeOf(caller), { ...asked, mailbox: idOrAddress }), { limit, cursor }),

    async listLandmarks({ cursor, every, ...asked }, { caller }) {
      const filter = await reader.filterOf(scopeOf(caller), asked)
      const before = cursor === undefined ? null : Number(cursor)
      const { count, seqs } = await repository.findLandmarks({ filter, before, every })
      return { count, cursors: seqs.map(String) }
    },

    async injectMessage({ idOrAddress, ...mail }, { caller }) {
      const scope = scopeOf(caller)
      const address = await deps.addressFor(scope, idOrAddress)
      const built = await buildMail(mail, address, deps.now())
      const { deliveries } = await deps.ingest({
        raw: built.raw,
        envelope: { mailFrom: built.mailFrom, rcptTo: [address] },
        smtp: null,
        receivedAt: deps.now(),
        accountId: scope.accountId,
      })
      return reader.detail(await reader.find(wholeStore, deliveries[0]!.id))
    },

    getMessage: async ({ id, ...asked }, { caller }) =>
      reader.detail(await reader.findOrLatest(scopeOf(caller), id, asked)),

    async getMessageHeaders({ id }, { caller }) {
      const { headers } = await reader.detail(await reader.find(scopeOf(caller), id))
      return { headers }
    },

    async getMessageParts({ id }, { caller }) {
      const raw = await reader.raw(await reader.find(scopeOf(caller), id))
      return { parts: deps.listParts(raw) }
    },

    async updateMessage({ id, ...change }, { caller }) {
      const scope = scopeOf(caller)
      await reader.find(scope, id)
      await repository.changeMessage({ id, change })
      const row = await reader.find(scope, id)
      events.announce({ type: 'message.updated', messages: [placeOf(row)] })
      return toSummary(row)
    },

    ...createBulkHandlers(deps),
  }
}

function placeOf(row: MessageRow): PlacedMessage {
  return { id: row.id, mailboxId: row.mailbox_id, accountId: row.account_id, domain: row.domain }
}
