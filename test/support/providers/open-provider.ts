import { lookup } from 'node:dns'
import { createProvider, type ProviderChoice } from '#main/providers/create-provider.ts'
import { createProviderRequest } from '#main/providers/provider-request.ts'
import type { Provider } from '#main/providers/provider.ts'
import { createGuardedRequest, type GuardedRequest } from '#main/outbound/guarded-request.ts'

type Options = ProviderChoice & {
  baseUrl: string
  key: string | null
  now?: () => number
  request?: GuardedRequest
}

/** A provider as the application makes it. */
export function openProvider({
  service,
  generation,
  baseUrl,
  key,
  now = Date.now,
  request,
}: Options): Provider {
  const guarded = request ?? createGuardedRequest({ lookup })
  return createProvider(
    { service, generation },
    { baseUrl, key, request: createProviderRequest({ request: guarded }), now },
  )
}

export const soon = () => AbortSignal.timeout(15_000)
