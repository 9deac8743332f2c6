import { isIPv6 } from 'node:net'
import type { Call, OperationName, Output } from '#shared/api/contract.ts'
import type { Caller } from '#shared/api/handler.ts'
import { scopeOf } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Dispatch } from '../api/dispatch.ts'
import type { MessageBytes } from '../api/message-bytes.ts'
import { dustmail } from '../compat/dustmail/plugin.ts'
import { createCompatHandlers } from '../compat/handlers.ts'
import { createHostMap } from '../compat/host-map.ts'
import { mailfade } from '../compat/mailfade/plugin.ts'
import { failureSender, registerServices, type RegisterDeps } from '../compat/register-services.ts'
import { momail } from '../compat/momail/plugin.ts'
import type { CompatService } from '../compat/service.ts'
import type { Config } from '../config/schema.ts'
import type { Emulation } from '../http/emulation.ts'
import type { Keyring } from '../keys/keyring.ts'
import { randomWords } from '../mailboxes/random-name.ts'
import { wireMinuteMail, type MinuteMailDeps } from './wire-minutemail.ts'

type Described = MinuteMailDeps & {
  config: Pick<Config, 'compatHost'>
  /** No port while none is open. */
  state: () => { host: string; httpPort: number | null }
}

/** The services that are emulated, what they are called by, and the operation that lists them. */
export function describeCompat({ config, state, ...deps }: Described) {
  const services: readonly CompatService[] = [dustmail, wireMinuteMail({ config, ...deps }), momail, mailfade]
  const hosts = createHostMap(
    services.map(({ service }) => service),
    config.compatHost,
  )
  const place = () => {
    const { host, httpPort: port } = state()
    return port === null ? null : { host: shownHost(host), port }
  }
  return { services, hosts, handlers: createCompatHandlers({ services, hosts, place }) }
}

type Deps = {
  compat: Pick<ReturnType<typeof describeCompat>, 'services' | 'hosts'>
  dispatch: Dispatch
  bytes: MessageBytes
  accounts: Accounts
  keys: { keyring: Keyring; noteUse: (id: string) => void }
  usage: Pick<RegisterDeps, 'admit'> & { callsToday: (accountId: string) => number }
  countBadKey: (address: string) => number
  settings: () => Settings
  now: () => number
}

/** The emulated services for the HTTP side, with what they reach of the program. */
export function wireCompat({ compat, dispatch, accounts, keys, usage, ...deps }: Deps): Emulation {
  const { services, hosts } = compat
  // Nothing that the services offer waits: there is nothing to break off.
  const { signal } = new AbortController()
  const callAs = async <N extends OperationName>(caller: Caller, name: N, input?: Call<N>) =>
    (await dispatch(name, input, { caller, signal })) as Output<N>

  const shared: RegisterDeps = {
    ...deps,
    call: (request, name, input) => callAs(request.caller, name, input),
    callAs,
    limitsOf({ caller, tightestLimit: tightest }) {
      const accountId = scopeOf(caller).accountId!
      return { plan: accounts.planOf(accountId), callsToday: usage.callsToday(accountId), tightest }
    },
    randomWords,
    findKey: keys.keyring.find,
    noteUse: keys.noteUse,
    admit: usage.admit,
  }
  return {
    prefixOfHost: hosts.prefixOf,
    register: (app, tools) => registerServices(app, services, { ...shared, ...tools }),
    failureSender: url => failureSender(services, url),
  }
}

/** As a URL has it. Listening on all addresses is no address to call. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}
