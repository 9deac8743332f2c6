import { AppError } from '#shared/api/errors.ts'
import type { Plan } from '#shared/api/plans.ts'
import { checkDomain, ownsIt, type Scope } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { EventBus } from '../events/bus.ts'
import { listParts } from '../ingest/mime/part-content.ts'
import { splitAddress } from '../mailboxes/address.ts'
import { refusalOf } from '../mailboxes/delivery-rule.ts'
import type { FindVisible } from '../mailboxes/find-visible.ts'
import { foreignDomain } from '../mailboxes/foreign-domain.ts'
import { createMailboxHandlers } from '../mailboxes/handlers.ts'
import { randomLocalPart } from '../mailboxes/random-name.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import { toMailbox } from '../mailboxes/to-mailbox.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { createBackgroundDeletion } from '../messages/delete-in-background.ts'
import { createMessageHandlers } from '../messages/handlers.ts'
import type { MessageReader } from '../messages/reader.ts'
import type { MessageRepository } from '../messages/repository.ts'
import { createSources } from '../messages/sources.ts'
import { createWaitHandlers } from '../messages/wait-handlers.ts'
import type { Waiters } from '../messages/waiters.ts'
import type { createIngest } from './create-ingest.ts'
import { createRemoteMailboxHandlers } from '../remotes/mailbox-handlers.ts'
import { createRemoteMessageHandlers } from '../remotes/message-handlers.ts'
import type { RemoteRepository } from '../remotes/repository.ts'
import type { Remotes } from '../remotes/remotes.ts'
import { withinPlan } from './size-limit.ts'
import type { MailboxRemoval } from './mailbox-removal.ts'

type AddressFor = ReturnType<typeof createInjectionAddress>

type Deps = {
  repositories: { mailboxes: MailboxRepository; messages: MessageRepository; remotes: RemoteRepository }
  remotes: Pick<Remotes, 'find' | 'call' | 'cacheOf'>
  findVisible: FindVisible
  removal: MailboxRemoval
  reader: MessageReader
  waiters: Waiters
  ingest: ReturnType<typeof createIngest>
  events: EventBus
  settings: () => Settings
  planOf: (accountId: string) => Plan
  watchExpiry: (expiresAt: number | null) => void
  addressFor: AddressFor
  startJob: Jobs['start']
  now: () => number
}

/** Mailboxes and messages, each handed what it needs of the other. */
export function createMailHandlers(deps: Deps) {
  const { repositories, findVisible, reader, waiters, ingest, events, settings, planOf, watchExpiry, now } =
    deps
  const { remotes } = deps
  const { deleteMail, removeMailboxes } = deps.removal
  const { mailboxes, messages } = repositories
  const { addressFor } = deps
  const sources = createSources({ repository: messages, reader })
  const local = {
    ...createMailboxHandlers({
      repository: mailboxes,
      scopeOfRemote: remotes.find.scopeOf,
      randomLocalPart,
      events,
      findVisible,
      now,
      settings,
      planOf,
      watchExpiry,
      deleteMail,
      removeMailboxes,
    }),
    ...createMessageHandlers({
      repository: messages,
      reader,
      ingest: withinPlan(ingest, { mailboxes, planOf }),
      listParts,
      events,
      now,
      addressFor,
    }),
    deleteInBackground: createBackgroundDeletion({
      repository: messages,
      reader,
      sources,
      events,
      startJob: deps.startJob,
    }),
    ...createWaitHandlers({
      messages,
      findAnyMailbox: mailboxes.findMailbox,
      reader,
      remotes: remotes.find,
      waiters,
      now,
    }),
  }
  const ofRemotes = { ...remotes, repository: repositories.remotes, local }
  return {
    ...local,
    ...createRemoteMailboxHandlers({
      ...ofRemotes,
      randomLocalPart,
      findVisible,
      findMailboxes: mailboxes.findMailboxes,
    }),
    ...createRemoteMessageHandlers(ofRemotes),
  }
}

/** Where an injected mail goes: it is refused as SMTP would refuse it. Another account's address is not there. */
export function createInjectionAddress(
  { findMailbox, ownerOfNew }: Pick<MailboxRepository, 'findMailbox' | 'ownerOfNew'>,
  settings: () => Settings,
  now: () => number,
) {
  return async (scope: Scope, idOrAddress: string): Promise<string> => {
    const mailbox = await findMailbox(idOrAddress)
    const parts = mailbox ?? splitAddress(idOrAddress)
    if (!parts || (mailbox && !ownsIt(scope, { accountId: mailbox.account_id })))
      throw new AppError('not_found', `There is no mailbox ${idOrAddress}.`)
    checkDomain(scope, parts.domain)
    if (!mailbox && !ownsIt(scope, { accountId: await ownerOfNew({ ...parts, accountId: scope.accountId }) }))
      throw foreignDomain(parts.domain)
    if (mailbox && mailbox.remote_id !== null)
      throw new AppError('conflict', 'A mailbox of a remote account takes only what its service brings.')
    const refusal = refusalOf(mailbox, settings(), now())
    if (refusal === 'unknown') throw new AppError('not_found', `There is no mailbox ${idOrAddress}.`)
    if (refusal !== undefined)
      throw new AppError('conflict', `The mailbox ${idOrAddress} is ${refusal} and takes no mail.`)
    return mailbox ? toMailbox(mailbox).address : idOrAddress
  }
}
