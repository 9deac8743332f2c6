import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { checkAbility } from './abilities.ts'
import { unlessGone } from './call-remote.ts'
import type { RemoteMailboxDeps } from './mailbox-handlers.ts'
import { onlyWatches } from './make-mailbox.ts'
import { createRemoteOf, type RemoteMailboxOf } from './remote-of.ts'
import { toAppError } from './to-app-error.ts'

type Deps = Omit<RemoteMailboxDeps, 'randomLocalPart' | 'cacheOf' | 'repository'>

/** Deleting mailboxes, of which some may be of remotes. */
export function createRemoteDeletion(deps: Deps): Handlers<'deleteMailbox' | 'deleteMailboxes'> {
  const { call, local } = deps
  const remoteOf = createRemoteOf(deps)

  /** At the service too, where it has the mailbox and that was asked for. */
  async function deleteAtService(one: RemoteMailboxOf, atService: boolean, signal: AbortSignal) {
    const { row, session, ref } = one
    if (row.status === 'expired' || session.row.detached === 1 || onlyWatches(session)) return
    if (!atService)
      throw new AppError(
        'conflict',
        `${ref.address} is at ${session.row.name}, and would come back from there. Say atService to delete it there too.`,
        { details: [{ field: 'atService' }] },
      )
    checkAbility(session, 'deleteMailbox', 'Deleting a mailbox')
    await call(session, (provider, ends) => provider.deleteMailbox(ref, ends), { caller: signal }).catch(
      unlessGone,
    )
  }

  return {
    async deleteMailbox(asked, context) {
      const one = await remoteOf(asked.idOrAddress, context)
      try {
        if (one) await deleteAtService(one, asked.atService, context.signal)
      } catch (error) {
        throw toAppError(error, one!.session.row.name)
      }
      return local.deleteMailbox(asked, context)
    },

    async deleteMailboxes(asked, context) {
      const rows = await deps.findMailboxes(asked.ids)
      if (context.caller.kind === 'owner' && rows.some(({ remote_id }) => remote_id !== null))
        throw new AppError('bad_request', 'Mailboxes of remote accounts are deleted one by one.', {
          details: [{ field: 'ids' }],
        })
      return local.deleteMailboxes(asked, context)
    },
  }
}
