import { randomInt } from 'node:crypto'
import { lookup as lookupBySystem } from 'node:dns'
import { isIP } from 'node:net'
import type { Config } from '../config/schema.ts'
import { classifyAddress } from '../outbound/address-rules.ts'
import { createGuardedRequest, type Lookup } from '../outbound/guarded-request.ts'
import { createProvider } from '../providers/create-provider.ts'
import { createProviderRequest } from '../providers/provider-request.ts'
import { openRemotes } from '../remotes/remotes.ts'
import type { Secrets } from '../secrets/secret-store.ts'

/** Fine enough for jitter. */
const randomSteps = 1_000_000

type OpenDeps = Parameters<typeof openRemotes>[0]

export type RemoteDeps = Omit<OpenDeps, 'secrets' | 'makeProvider' | 'kindOfHost' | 'random'> & {
  outside: {
    secrets: Secrets
    /** How names become addresses; left out, as the system does it. */
    lookup?: Lookup | undefined
    /** Through whose proxy, and whom to trust. */
    config: Pick<Config, 'proxy' | 'proxyExcept' | 'extraCa'>
  }
}

/** Remote accounts, with the clients of their services and the one way out. */
export function openRemoteAccounts({ outside, ...deps }: RemoteDeps) {
  const { secrets, lookup = lookupBySystem, config } = outside
  const request = createProviderRequest({
    request: createGuardedRequest({ lookup, route: config }),
  })
  return openRemotes({
    ...deps,
    secrets,
    random: () => randomInt(randomSteps) / randomSteps,
    makeProvider: ({ service, generation, baseUrl }, key) =>
      createProvider({ service, generation }, { baseUrl, key, request, now: deps.now }),
    kindOfHost: host => (isIP(host) === 0 ? undefined : classifyAddress(host)),
  })
}
