import { randomInt } from 'node:crypto'
import { lookup as lookupBySystem } from 'node:dns'
import { wholeStore, type Scope } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import { toWebhookEvent } from '../compat/momail/webhook-event.ts'
import type { EventBus } from '../events/bus.ts'
import { statusOf } from '../keys/key-record.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { FindVisible } from '../mailboxes/find-visible.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import { toMailbox } from '../mailboxes/to-mailbox.ts'
import { findMessages } from '../messages/find-messages.ts'
import { toMessageFilter } from '../messages/message-filter.ts'
import type { MessageRepository } from '../messages/repository.ts'
import { toSummary } from '../messages/to-message.ts'
import type { AddressPolicy } from '../outbound/address-rules.ts'
import { createGuardedRequest, refusalOfUrl, type Lookup } from '../outbound/guarded-request.ts'
import type { DeliveryRepository, DeliveryRow } from '../webhooks/delivery-repository.ts'
import type { NewMessages } from '../webhooks/queue-messages.ts'
import type { WebhookRepository } from '../webhooks/repository.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'

type Deps = {
  repositories: {
    webhooks: WebhookRepository
    webhookDeliveries: DeliveryRepository
    mailboxes: MailboxRepository
    messages: MessageRepository
  }
  events: EventBus
  findVisible: FindVisible
  keyring: Keyring
  settings: () => Settings
  /** Only this machine can call. */
  isAlone: () => boolean
  /** Left out, as the system does it. */
  lookup?: Lookup | undefined
  version: string
  onAttempt: (status: DeliveryRow['status']) => void
  now: () => number
  onError: (error: unknown) => void
}

/** Webhooks, with the way out and what they have to know of mailboxes and messages. */
export async function wireWebhooks({
  repositories,
  findVisible,
  keyring,
  settings,
  isAlone,
  lookup = lookupBySystem,
  ...deps
}: Deps) {
  const { mailboxes, messages } = repositories
  // The system's lookups take no more than half of libuv's threads: the others are left to passwords and files.
  const request = createGuardedRequest({ lookup })
  /** Who comes from elsewhere with a key must not reach, through us, what only this machine may. */
  const policyOf = (byOwner: boolean): AddressPolicy => ({
    loopback: byOwner || isAlone(),
    private: settings()['webhooks.allowPrivateAddresses'],
  })

  const webhooks = await createWebhooks({
    ...deps,
    webhooks: repositories.webhooks,
    deliveries: repositories.webhookDeliveries,
    newMessages: createNewMessages(mailboxes, messages, deps.now),
    momailEvent: toWebhookEvent,
    async findMailbox(scope: Scope, idOrAddress: string) {
      const { id, account_id: accountId } = await findVisible(scope, idOrAddress)
      return { id, accountId }
    },
    async showMailbox(id: string) {
      const row = await mailboxes.findMailbox(id)
      return row ? toMailbox(row) : null
    },
    keyOf(id: string) {
      const key = keyring.get(id)
      return key && { status: statusOf(key, deps.now()), mailboxDomains: key.mailboxDomains }
    },
    send: ({ byOwner, ...asked }) => request({ ...asked, policy: policyOf(byOwner) }),
    refusalOfUrl: (url, byOwner) => refusalOfUrl(url, policyOf(byOwner)),
    random: () => randomInt(2 ** 32) / 2 ** 32,
  })
  keyring.onRightsChanged(webhooks.keyChanged)
  return webhooks
}

function createNewMessages(
  { findMailbox }: Pick<MailboxRepository, 'findMailbox'>,
  messages: Pick<MessageRepository, 'listMessages' | 'searchMessages'>,
  now: () => number,
): NewMessages {
  return async ({ accountId, mailboxId, domains, after, limit }) => {
    const mailbox = mailboxId === null ? null : await findMailbox(mailboxId)
    if (mailbox === undefined) return []
    const within = { mailboxKey: mailbox?.key ?? null, scope: { ...wholeStore, accountId, domains } }
    const filter = toMessageFilter({ after }, within, now())
    return (await findMessages(messages, { filter, before: null, limit, oldestFirst: true })).map(toSummary)
  }
}
