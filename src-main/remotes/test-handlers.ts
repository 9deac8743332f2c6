import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { RemoteReport } from '#shared/api/remote-shapes.ts'
import { ProviderError } from '../providers/provider-error.ts'
import type { Provider } from '../providers/provider.ts'
import { checkBaseUrl, type KindOfHost } from './base-url.ts'
import { describeFailure, type CallRemote } from './call-remote.ts'
import type { FindRemote } from './find-remote.ts'
import { placeOf, type MakeProvider } from './open-session.ts'
import type { RemoteKeys } from './remote-keys.ts'
import { serviceOf } from './services.ts'
import type { Session } from './session.ts'
import { toQuota } from './to-remote.ts'

type Deps = {
  find: FindRemote
  keys: RemoteKeys
  call: CallRemote
  makeProvider: MakeProvider
  kindOfHost: KindOfHost
}

/** Tries accounts, and says what exactly failed. */
export function createTestHandlers(deps: Deps): Handlers<'testNewRemote' | 'testRemote'> {
  return {
    async testNewRemote({ service, generation, baseUrl, ownNetwork, key }, { signal }) {
      const usual = baseUrl ?? serviceOf({ service, generation })?.baseUrl
      if (!usual)
        throw new AppError('bad_request', 'baseUrl: say where it is.', { details: [{ field: 'baseUrl' }] })
      const place = { service, generation, baseUrl: checkBaseUrl(usual, ownNetwork, deps.kindOfHost) }
      return report(deps.makeProvider(place, key ?? null), signal)
    },

    async testRemote({ remote, key, baseUrl }, { signal }) {
      const session = deps.find.find(remote)
      if (key === undefined && baseUrl === undefined) return reportSession(session, deps.call, signal)
      const { row } = session
      const place = placeOf(row)
      const other = checkBaseUrl(baseUrl ?? row.base_url, row.own_network === 1, deps.kindOfHost)
      // The kept key is tried where it belongs alone: whoever names another address brings a key for it.
      const kept =
        new URL(other).origin === new URL(row.base_url).origin ? await deps.keys.find(row) : undefined
      return report(deps.makeProvider({ ...place, baseUrl: other }, key ?? kept?.secret ?? null), signal)
    },
  }
}

/** As it is: what it costs is counted, and what it tells is the state of the remote. */
async function reportSession(session: Session, call: CallRemote, signal: AbortSignal): Promise<RemoteReport> {
  let told: RemoteReport | undefined
  const note = async (provider: Provider, ends: AbortSignal) => {
    const answer = await provider.check(ends)
    told = success(answer)
    return answer
  }
  try {
    await call(session, note, { caller: signal })
    return told!
  } catch (error) {
    return failed(error)
  }
}

async function report(provider: Provider, signal: AbortSignal): Promise<RemoteReport> {
  try {
    return success(await provider.check(signal))
  } catch (error) {
    return failed(error)
  }
}

type Checked = Awaited<ReturnType<Provider['check']>>

const success = ({ value, quota, calls }: Checked): RemoteReport => ({
  ok: true,
  failure: null,
  ...value,
  quota: toQuota(quota),
  calls,
})

function failed(error: unknown): RemoteReport {
  if (!(error instanceof ProviderError)) throw error
  const { quota, calls } = error
  return {
    ok: false,
    failure: describeFailure(error),
    plan: null,
    mailboxes: null,
    quota: toQuota(quota),
    calls,
  }
}
