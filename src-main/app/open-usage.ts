import type { Accounts } from '../accounts/accounts.ts'
import type { EventBus } from '../events/bus.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import type { UsageRepository } from '../usage/repository.ts'
import { createUsage } from '../usage/usage.ts'

type Deps = {
  repositories: { usage: UsageRepository; mailboxes: MailboxRepository }
  accounts: Accounts
  keys: { keyring: Keyring }
  events: EventBus
  now: () => number
  onError: (error: unknown) => void
}

/** Limits, usage and audit, with what they have to know of accounts, mailboxes and keys. */
export function openUsage({ repositories, accounts, keys, events, now, onError }: Deps) {
  return createUsage({
    repository: repositories.usage,
    accounts: {
      ...accounts,
      quotaUse: repositories.mailboxes.quotaUse,
      keysOf: keys.keyring.idsOf,
      keyName: id => keys.keyring.get(id)?.name,
    },
    events,
    now,
    onError,
  })
}
