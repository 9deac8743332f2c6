import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { checkAbility, checkOn } from './abilities.ts'
import { unlessGone, type CallRemote } from './call-remote.ts'
import type { FindRemote } from './find-remote.ts'
import type { OriginRow } from './message-sql.ts'
import type { RemoteRepository } from './repository.ts'
import { toAppError } from './to-app-error.ts'

type MessageOperation = 'deleteMessage' | 'deleteMessages' | 'getMessageOrigin'

export type RemoteMessageDeps = {
  find: FindRemote
  repository: RemoteRepository
  call: CallRemote
  /** How it is done here. */
  local: Handlers<'deleteMessage' | 'deleteMessages'>
}

/** Each is a call, and calls are few. */
const mostAtOnce = 50

/** Messages of remotes: deleted at the service too where it can and was asked to, and where they came from. */
export function createRemoteMessageHandlers(deps: RemoteMessageDeps): Handlers<MessageOperation> {
  const { find, repository, call, local } = deps

  async function deleteThere(origin: OriginRow, signal: AbortSignal): Promise<void> {
    if (origin.gone === 1) return
    const session = find.find(origin.accountId)
    checkOn(session)
    checkAbility(session, 'deleteMessage', 'Deleting a message')
    const mailbox = { id: origin.mailboxRemoteId, address: origin.address }
    try {
      await call(
        session,
        (provider, ends) => provider.deleteMessage({ id: origin.remoteId, mailbox }, ends),
        { caller: signal },
      ).catch(unlessGone)
      await repository.forgetRead(origin.mailboxKey)
    } catch (error) {
      throw toAppError(error, session.row.name)
    }
  }

  return {
    async deleteMessage(asked, context) {
      if (asked.atService && context.caller.kind === 'owner')
        for (const origin of await repository.originsOf([asked.id])) await deleteThere(origin, context.signal)
      return local.deleteMessage(asked, context)
    },

    async deleteMessages(asked, context) {
      if (!asked.atService || context.caller.kind !== 'owner') return local.deleteMessages(asked, context)
      const { ids } = asked
      if (!ids || ids.length > mostAtOnce)
        throw new AppError(
          'bad_request',
          `With atService, name the messages by ids: ${mostAtOnce} at most.`,
          {
            details: [{ field: 'ids' }],
          },
        )
      const origins = await repository.originsOf(ids)
      for (const origin of origins) {
        await deleteThere(origin, context.signal)
        // One after the other: when the next one fails, those that are gone there are gone here.
        await local.deleteMessage({ id: origin.messageId, atService: false }, context)
      }
      const done = new Set(origins.map(({ messageId }) => messageId))
      const rest = ids.filter(id => !done.has(id))
      if (rest.length > 0) await local.deleteMessages({ ids: rest, pinned: false, atService: false }, context)
    },

    async getMessageOrigin({ id }) {
      const [origin] = await repository.originsOf([id])
      if (!origin) throw new AppError('not_found', `There is no message ${id} of a remote account.`)
      return {
        remote: origin.accountId,
        remoteId: origin.remoteId,
        source: origin.source,
        missing: JSON.parse(origin.missing) as never, // as the ingest wrote it; the answer is checked
        gone: origin.gone === 1,
      }
    },
  }
}
