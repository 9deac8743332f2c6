import { AppError } from '#shared/api/errors.ts'
import type { CallContext, Handlers } from '#shared/api/handler.ts'
import { scopeOf } from '#shared/api/scope.ts'
import { checkAbility, checkOn } from './abilities.ts'
import type { RemoteMailbox } from '../providers/provider.ts'
import type { Cache } from './cache.ts'
import type { CallRemote } from './call-remote.ts'
import { createRemoteDeletion } from './delete-mailbox-handlers.ts'
import { makeMailbox } from './make-mailbox.ts'
import type { RemoteRepository } from './repository.ts'
import { createRemoteOf, type MailboxRow, type RemoteOfDeps } from './remote-of.ts'
import type { Session } from './session.ts'
import { toAppError } from './to-app-error.ts'

type MailboxOperation =
  | 'createMailbox'
  | 'updateMailbox'
  | 'archiveMailbox'
  | 'restoreMailbox'
  | 'deleteMailbox'
  | 'deleteMailboxes'

export type RemoteMailboxDeps = RemoteOfDeps & {
  repository: RemoteRepository
  call: CallRemote
  cacheOf: (row: Session['row']) => Cache
  randomLocalPart: () => string
  findMailboxes: (ids: string[]) => Promise<MailboxRow[]>
  /** How it is done for mailboxes of this computer. */
  local: Handlers<MailboxOperation | 'getMailbox'>
}

/** The same calls for mailboxes of remotes, where their service can do it. */
export function createRemoteMailboxHandlers(deps: RemoteMailboxDeps): Handlers<MailboxOperation> {
  const { find, repository, call, cacheOf, local } = deps

  const remoteOf = createRemoteOf(deps)

  /** What the service told of one mailbox, as it is here then. */
  async function show(session: Session, address: string, context: CallContext) {
    const made = await repository.mailboxOfRemote({ accountId: session.row.id, idOrAddress: address })
    if (!made)
      throw new AppError('conflict', `${session.row.name} was removed meanwhile, or has ${address} no more.`)
    return local.getMailbox({ idOrAddress: made.id }, context)
  }

  async function takeOver(session: Session, mailboxes: RemoteMailbox[]): Promise<void> {
    // Before it is written: a list that was begun earlier is then not taken for all there is.
    session.acted += 1
    await cacheOf(session.row).sync(mailboxes)
  }

  return {
    ...createRemoteDeletion(deps),

    async createMailbox({ remote, ...asked }, context) {
      if (remote === undefined) return local.createMailbox(asked, context)
      find.scopeOf(scopeOf(context.caller), remote)
      const session = find.find(remote)
      checkOn(session)
      try {
        const { call, randomLocalPart } = deps
        const made = await makeMailbox(session, asked, { call, randomLocalPart, signal: context.signal })
        await takeOver(session, [made])
        return await show(session, made.address, context)
      } catch (error) {
        throw toAppError(error, session.row.name)
      }
    },

    async updateMailbox(asked, context) {
      const one = await remoteOf(asked.idOrAddress, context)
      const fixed = ['expiresIn', 'recoverable', 'tag'] as const
      const field = one && fixed.find(name => asked[name] !== undefined)
      if (field === undefined) return local.updateMailbox(asked, context)
      throw new AppError(
        'conflict',
        `What ${one!.session.row.name} says of a mailbox cannot be changed here: ${field}.`,
        { details: [{ field }] },
      )
    },

    async archiveMailbox(asked, context) {
      const one = await remoteOf(asked.idOrAddress, context)
      if (!one) return local.archiveMailbox(asked, context)
      const { row, session, ref } = one
      checkOn(session)
      checkAbility(session, 'archiveMailbox', 'Archiving a mailbox')
      try {
        await call(session, (provider, signal) => provider.archiveMailbox(ref, signal), {
          caller: context.signal,
        })
        await takeOver(session, [archived(row, ref)])
        return await show(session, ref.address, context)
      } catch (error) {
        throw toAppError(error, session.row.name)
      }
    },

    async restoreMailbox(asked, context) {
      const one = await remoteOf(asked.idOrAddress, context)
      if (!one) return local.restoreMailbox(asked, context)
      const { session, ref } = one
      checkOn(session)
      checkAbility(session, 'reactivateMailbox', 'Restoring a mailbox')
      try {
        const again = await call(
          session,
          (provider, signal) => provider.reactivateMailbox(ref, asked.expiresIn, signal),
          { caller: context.signal },
        )
        await takeOver(session, [again])
        return await show(session, again.address, context)
      } catch (error) {
        throw toAppError(error, session.row.name)
      }
    },
  }
}

function archived({ tag, recoverable }: MailboxRow, ref: { id: string; address: string }) {
  const rest = { messageCount: null, createdAt: null, expiresAt: null }
  return { ...ref, tag, archived: true, recoverable: recoverable === 1, ...rest }
}
