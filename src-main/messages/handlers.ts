import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { EventBus } from '../events/bus.ts'
import { cutPage } from '../storage/page.ts'
import { buildMail } from './build-mail.ts'
import type { MessageFilter } from './list-sql.ts'
import type { MessageReader } from './reader.ts'
import type { MessageRepository, Removed } from './repository.ts'
import { toSummary } from './to-message.ts'

type MessageOperation =
  | 'listMessages'
  | 'listMailboxMessages'
  | 'injectMessage'
  | 'getMessage'
  | 'getMessageHeaders'
  | 'updateMessage'
  | 'deleteMessage'
  | 'deleteMessages'

type NewMail = {
  raw: Buffer
  envelope: { mailFrom: string; rcptTo: string[] }
  smtp: null
  receivedAt: number
}

type Deps = {
  repository: MessageRepository
  reader: MessageReader
  /** The one pipeline; resolves after the commit. */
  ingest: (mail: NewMail) => Promise<{ deliveries: { id: string }[] }>
  events: EventBus
  now: () => number
  /** The address of a mailbox that is named by its id; an address is its own. */
  addressOf: (idOrAddress: string) => Promise<string>
}

/** Rows deleted in one step, so that arriving mail waits a few milliseconds at most. */
const deleteStep = 500

export function createMessageHandlers(deps: Deps): Handlers<MessageOperation> {
  const { repository, reader, events } = deps

  async function list(filter: MessageFilter, page: { limit: number; cursor?: string | undefined }) {
    const before = page.cursor === undefined ? null : Number(page.cursor)
    const [rows, total] = await Promise.all([
      repository.listMessages({ filter, before, limit: page.limit + 1 }),
      repository.countMessages(filter),
    ])
    const { shown, last } = cutPage(rows, page.limit)
    return { items: shown.map(toSummary), nextCursor: last ? String(last.seq) : null, total }
  }

  return {
    listMessages: async ({ limit, cursor, ...asked }) =>
      list(await reader.filterOf(asked), { limit, cursor }),

    listMailboxMessages: async ({ limit, cursor, idOrAddress, ...asked }) =>
      list(await reader.filterOf({ ...asked, mailbox: idOrAddress }), { limit, cursor }),

    async injectMessage({ idOrAddress, ...mail }) {
      const address = await deps.addressOf(idOrAddress)
      const built = await buildMail(mail, address, deps.now())
      const { deliveries } = await deps.ingest({
        raw: built.raw,
        envelope: { mailFrom: built.mailFrom, rcptTo: [address] },
        smtp: null,
        receivedAt: deps.now(),
      })
      return reader.detail(await reader.find(deliveries[0]!.id))
    },

    getMessage: async ({ id, ...asked }) => reader.detail(await reader.findOrLatest(id, asked)),

    async getMessageHeaders({ id }) {
      const { headers } = await reader.detail(await reader.find(id))
      return { headers }
    },

    async updateMessage({ id, ...change }) {
      if (!(await repository.changeMessage({ id, change })))
        throw new AppError('not_found', `There is no message ${id}.`)
      const row = await reader.find(id)
      events.announce({ type: 'message.updated', ids: [id], mailboxIds: [row.mailbox_id] })
      return toSummary(row)
    },

    async deleteMessage({ id }) {
      announceRemoved(events, await repository.deleteByIds([id]), `There is no message ${id}.`)
    },

    async deleteMessages({ ids, pinned, ...asked }) {
      if (ids) {
        if (Object.values(asked).some(value => value !== undefined)) {
          throw new AppError('bad_request', 'Give either ids or filters, not both.', {
            details: [{ field: 'ids' }],
          })
        }
        return announceRemoved(
          events,
          await repository.deleteByIds(ids),
          'One of the ids is unknown; nothing was deleted.',
        )
      }
      const filter = await reader.filterOf(asked)
      if (!pinned) filter.conditions.push({ sql: 'd.pinned = 0', params: [] })
      // What arrives from now on was not meant.
      filter.conditions.push({ sql: 'd.seq <= ?', params: [await repository.lastSeq()] })
      await deleteAllMatching(deps, filter)
    },
  }
}

/** Deletes step by step; mail that arrives meanwhile is not held up. */
export async function deleteAllMatching(
  { repository, events }: Pick<Deps, 'repository' | 'events'>,
  filter: MessageFilter,
): Promise<void> {
  for (;;) {
    const removed = await repository.deleteMatching({ filter, limit: deleteStep })
    if (removed.ids.length > 0) events.announce({ type: 'message.deleted', ...removed })
    if (removed.ids.length < deleteStep) return
  }
}

function announceRemoved(events: EventBus, removed: Removed | undefined, notFound: string): void {
  if (!removed) throw new AppError('not_found', notFound)
  events.announce({ type: 'message.deleted', ...removed })
}
