import { networkInterfaces } from 'node:os'
import type { Handlers } from '#shared/api/handler.ts'
import type { Server } from '#shared/api/server.ts'
import type { Config } from '../config/schema.ts'
import { isLoopback } from '../owner/open-mode.ts'
import { describeCertificate } from '../smtp/describe-certificate.ts'
import { smtpLimits } from '../smtp/limits.ts'
import type { Listeners, PortName } from './listeners.ts'
import type { ListeningState } from './listening.ts'
import { outsideAddresses, sharingHost } from './own-addresses.ts'

export type DescribeDeps = {
  config: Pick<Config, 'allowHost'>
  listening: ListeningState
  listeners: Listeners
  passwordSet: () => boolean
  secretKind: () => Server['secrets']
  /** What the program runs on, by name. */
  versions: Server['versions']
}

/** Tells how mail and calls come in, and where each of it was set. */
export function createServerHandlers(deps: DescribeDeps): Handlers<'getServer'> {
  const { config, listening, listeners, versions } = deps

  function describePort(name: PortName): Server[PortName] {
    const { bound, problem } = listeners.port(name)
    const told = problem && {
      reason: problem.reason,
      message: problem.finding,
      freePort: problem.freePort,
    }
    return { asked: listening.current()[name], bound, problem: told, source: listening.source(name) }
  }

  return {
    async getServer() {
      const { host, starttls } = listening.current()
      const certificate = listeners.certificate()
      return {
        host,
        hostSource: listening.source('host'),
        allowedHosts: [...config.allowHost],
        smtpPort: describePort('smtpPort'),
        smtpsPort: describePort('smtpsPort'),
        httpPort: describePort('httpPort'),
        starttls,
        starttlsSource: listening.source('starttls'),
        sharing: describeSharing(host, deps.passwordSet()),
        certificate: certificate ? describeCertificate(certificate) : null,
        limits: {
          messageBytes: smtpLimits.messageBytes,
          recipients: smtpLimits.recipients,
          connections: smtpLimits.connections,
          idleSeconds: smtpLimits.idleMs / 1000,
        },
        secrets: deps.secretKind(),
        versions,
      }
    },
  }
}

/** One address that it listens on is the only one; on all of them it has as many as the machine. */
function describeSharing(host: string, passwordSet: boolean): Server['sharing'] {
  const on = !isLoopback(host)
  const all = outsideAddresses(networkInterfaces())
  const isOne = on && host !== '0.0.0.0' && host !== '::'
  const reached = host === '0.0.0.0' ? all.filter(address => !address.includes(':')) : all
  return { on, host: sharingHost(all), addresses: isOne ? [host] : reached, passwordSet }
}

/** Of all that Node names, what people ask about when something is wrong. */
export function shownVersions(versions: NodeJS.ProcessVersions): Server['versions'] {
  const { node, electron, v8 } = versions
  return { node, ...(electron ? { electron } : {}), v8 }
}
