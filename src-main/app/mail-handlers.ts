import { AppError } from '#shared/api/errors.ts'
import { checkDomain, ownsIt, wholeStore, type Scope } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { EventBus } from '../events/bus.ts'
import { splitAddress } from '../mailboxes/address.ts'
import { refusalOf } from '../mailboxes/delivery-rule.ts'
import type { FindVisible } from '../mailboxes/find-visible.ts'
import { createMailboxHandlers } from '../mailboxes/handlers.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import { toMailbox } from '../mailboxes/to-mailbox.ts'
import { createMessageHandlers, deleteAllMatching } from '../messages/handlers.ts'
import type { MessageReader } from '../messages/reader.ts'
import type { MessageRepository } from '../messages/repository.ts'
import { createWaitHandlers } from '../messages/wait-handlers.ts'
import type { Waiters } from '../messages/waiters.ts'
import type { createIngest } from './create-ingest.ts'

type Deps = {
  repositories: { mailboxes: MailboxRepository; messages: MessageRepository }
  findVisible: FindVisible
  reader: MessageReader
  waiters: Waiters
  ingest: ReturnType<typeof createIngest>
  events: EventBus
  settings: () => Settings
  now: () => number
}

/** Mailboxes and messages, each handed what it needs of the other. */
export function createMailHandlers({
  repositories,
  findVisible,
  reader,
  waiters,
  ingest,
  events,
  settings,
  now,
}: Deps) {
  const { mailboxes, messages } = repositories
  const { findMailbox } = mailboxes
  const deleteMail = (mailboxKey: number) =>
    deleteAllMatching(
      { repository: messages, events },
      { match: null, conditions: [], mailboxKey, scope: wholeStore },
    )
  const addressFor = injectionAddress(findMailbox, settings)
  return {
    ...createMailboxHandlers({ repository: mailboxes, events, findVisible, now, settings, deleteMail }),
    ...createMessageHandlers({ repository: messages, reader, ingest, events, now, addressFor }),
    ...createWaitHandlers({ messages, findAnyMailbox: findMailbox, reader, waiters, now }),
  }
}

/** Where an injected mail goes: it is refused as SMTP would refuse it. Another account's address is not there. */
function injectionAddress(find: MailboxRepository['findMailbox'], settings: () => Settings) {
  return async (scope: Scope, idOrAddress: string): Promise<string> => {
    const mailbox = await find(idOrAddress)
    const parts = mailbox ?? splitAddress(idOrAddress)
    if (!parts || (mailbox && !ownsIt(scope, { accountId: mailbox.account_id })))
      throw new AppError('not_found', `There is no mailbox ${idOrAddress}.`)
    checkDomain(scope, parts.domain)
    const refusal = refusalOf(mailbox, settings())
    if (refusal === 'unknown') throw new AppError('not_found', `There is no mailbox ${idOrAddress}.`)
    if (refusal !== undefined)
      throw new AppError('conflict', `The mailbox ${idOrAddress} is ${refusal} and takes no mail.`)
    return mailbox ? toMailbox(mailbox).address : idOrAddress
  }
}
