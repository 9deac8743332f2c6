import type { EventBus } from '../events/bus.ts'
import { createKeyHandlers } from './handlers.ts'
import { createKeyring } from './keyring.ts'
import { createLastUsed } from './last-used.ts'
import type { KeyRepository } from './repository.ts'

type Deps = {
  repository: KeyRepository
  events: EventBus
  now: () => number
  onError: (error: unknown) => void
}

/** Everything about keys: the operations on them, and the keyring that judges calls. */
export async function createKeys({ repository, events, now, onError }: Deps) {
  const keyring = createKeyring({ records: await repository.allKeys(), now })
  const lastUsed = createLastUsed({ save: repository.saveLastUsed, now, onError })
  return {
    handlers: createKeyHandlers({ repository, keyring, events, now, lastUsed: lastUsed.of }),
    keyring,
    forgetAccount: keyring.forgetAccount,
    /** For when an account was not deleted after all: the keys that it still has are good again. */
    async recallAccount(accountId: string): Promise<void> {
      const records = await repository.allKeys()
      records.filter(record => record.accountId === accountId).forEach(keyring.put)
    },
    noteUse: lastUsed.note,
    start: lastUsed.start,
    stop: lastUsed.stop,
  }
}
