import { AppError } from '#shared/api/errors.ts'
import type { Caller, Handlers } from '#shared/api/handler.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { Plan } from '#shared/api/plans.ts'
import { scopeOf } from '#shared/api/scope.ts'
import type { EventBus, MailboxEventType } from '../events/bus.ts'
import type { MailboxChange } from './change-mailbox.ts'
import type { FindVisible } from './find-visible.ts'
import { expiryOf } from './lifetime.ts'
import { activeQuota, archiveQuota } from './quota.ts'
import type { MailboxRepository, MailboxRow } from './repository.ts'
import { placeOf, toMailbox } from './to-mailbox.ts'

export type ChangeDeps = {
  repository: MailboxRepository
  events: EventBus
  findVisible: FindVisible
  planOf: (accountId: string) => Plan
  now: () => number
  /** To be told when a mailbox runs out. */
  watchExpiry: (expiresAt: number | null) => void
}

type ChangeOperation = 'updateMailbox' | 'archiveMailbox' | 'restoreMailbox'

/** The owner may have as many as there is room for. */
const limitFor = ({ kind }: Caller, limit: number | null) => (kind === 'key' ? limit : null)

export function createChangeHandlers(deps: ChangeDeps): Handlers<ChangeOperation> {
  const { repository, events, findVisible, planOf, now } = deps

  function done(type: MailboxEventType, row: MailboxRow): Mailbox {
    deps.watchExpiry(row.expires_at)
    events.announce({ type, ...placeOf(row) })
    return toMailbox(row)
  }

  return {
    async updateMailbox({ idOrAddress, tag, recoverable, remoteContent, expiresIn }, { caller }) {
      const { key, account_id } = await findVisible(scopeOf(caller), idOrAddress)
      const change: MailboxChange = {}
      if (tag !== undefined) change.tag = tag
      if (recoverable !== undefined) change.recoverable = recoverable
      if (remoteContent !== undefined) change.remoteContent = onlyByOwner(caller, remoteContent)
      if (expiresIn !== undefined) change.expiresAt = expiryOf(expiresIn, planOf(account_id), now())
      const row = await repository.changeMailbox({ key, change, now: now() })
      if (!row) throw conflict(await findVisible(scopeOf(caller), idOrAddress))
      return done('mailbox.updated', row)
    },

    async archiveMailbox({ idOrAddress }, { caller }) {
      const { key, account_id } = await findVisible(scopeOf(caller), idOrAddress)
      const plan = planOf(account_id)
      const maxArchived = limitFor(caller, plan.archivedMailboxes)
      const row = await repository.archiveMailbox({ key, maxArchived, now: now() })
      if (row === 'quota') throw archiveQuota(plan)
      if (!row) throw conflict(await findVisible(scopeOf(caller), idOrAddress))
      return done('mailbox.archived', row)
    },

    async restoreMailbox({ idOrAddress, expiresIn }, { caller }) {
      const { key, account_id } = await findVisible(scopeOf(caller), idOrAddress)
      const plan = planOf(account_id)
      const row = await repository.restoreMailbox({
        key,
        maxActive: limitFor(caller, plan.activeMailboxes),
        expiresAt: expiryOf(expiresIn, plan, now()),
        now: now(),
      })
      if (row === 'quota') throw activeQuota(plan)
      if (!row) throw conflict(await findVisible(scopeOf(caller), idOrAddress))
      return done('mailbox.restored', row)
    },
  }
}

function onlyByOwner(caller: Caller, remoteContent: boolean): boolean {
  if (caller.kind === 'owner') return remoteContent
  throw new AppError('forbidden', 'Only the owner can choose what the window loads from the network.', {
    details: [{ field: 'remoteContent' }],
  })
}

const whatToDo: Record<Mailbox['status'], string> = {
  active: 'It is active: there is nothing to restore.',
  archived: 'It is archived: restore it first.',
  expired: 'It has expired: create it anew.',
}

/** What a mailbox is says why the call cannot be done. */
function conflict(row: MailboxRow): AppError {
  return new AppError('conflict', `${toMailbox(row).address} cannot be changed so. ${whatToDo[row.status]}`)
}
