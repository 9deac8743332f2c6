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
    noteUse: lastUsed.note,
    start: lastUsed.start,
    stop: lastUsed.stop,
  }
}
