import type { Config } from '../config/schema.ts'
import { createAccounts } from '../accounts/accounts.ts'
import type { EventBus } from '../events/bus.ts'
import { createKeys } from '../keys/keys.ts'
import { createRefusals } from '../rates/refusals.ts'
import type { ListeningState } from './listening.ts'
import { openOwner } from './open-owner.ts'
import { openUsage } from './open-usage.ts'
import type { Storage } from './open-storage.ts'

type Deps = {
  config: Config
  listening: ListeningState
  repositories: Storage['repositories']
  events: EventBus
  now: () => number
  onError: (error: unknown) => void
}

/** Who may call and how much: accounts on their plans, the owner, keys, usage. */
export async function wireCallers({ config, listening, repositories, ...deps }: Deps) {
  const accounts = await createAccounts(repositories.accounts)
  const owner = await openOwner({ config, listening, repository: repositories.owner, now: deps.now })
  const keys = await createKeys({ repository: repositories.keys, ...deps })
  const usage = await openUsage({ repositories, accounts, keys, ...deps })
  const { take: countBadKey } = createRefusals({ now: deps.now })
  return { accounts, owner, keys, usage, countBadKey }
}
