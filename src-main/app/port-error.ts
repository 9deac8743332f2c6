import type { PortProblem } from '#shared/api/server.ts'
import type { OptionName } from '../config/schema.ts'
import { findFreePort } from './free-port.ts'

type Place = { port: number; host: string; option: OptionName }

/** A port that cannot be opened. The message names it and the option that changes it. */
export class PortError extends Error {
  readonly port: number
  readonly reason: PortProblem['reason']
  /** What is wrong, without what to do about it. */
  readonly finding: string
  readonly freePort: number | null

  constructor({ port, option }: Place, { reason, finding, freePort, cause }: Found) {
    const change =
      reason === 'no_such_address'
        ? 'Choose another with --host.'
        : `Choose another with --${option} (0 takes any free one).`
    super(`${finding} ${change}`, { cause })
    this.name = 'PortError'
    this.port = port
    this.reason = reason
    this.finding = finding
    this.freePort = freePort
  }
}

type Found = Pick<PortError, 'reason' | 'finding' | 'freePort'> & { cause: unknown }

/** What the system said when a socket could not be opened, as PortError; anything else as it is. */
export async function toPortError(cause: unknown, place: Place): Promise<unknown> {
  const { port, host } = place
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = reasons[code]
  if (reason === undefined) return cause
  const freePort = reason === 'no_such_address' ? null : await findFreePort(port, host)
  return new PortError(place, { reason, finding: findings[reason](port, host), freePort, cause })
}

const reasons: Readonly<Record<string, PortProblem['reason']>> = {
  EADDRINUSE: 'in_use',
  EACCES: 'not_permitted',
  EPERM: 'not_permitted',
  EADDRNOTAVAIL: 'no_such_address',
  EAFNOSUPPORT: 'no_such_address',
  EINVAL: 'no_such_address',
  ENOTFOUND: 'no_such_address',
  EAI_AGAIN: 'no_such_address',
}

const findings: Record<PortProblem['reason'], (port: number, host: string) => string> = {
  in_use: (port, host) => `Port ${port} on ${host} is taken by another program.`,
  not_permitted: port => `Port ${port} may not be opened by this user.`,
  no_such_address: (_port, host) => `${host} is not an address of this machine.`,
}
