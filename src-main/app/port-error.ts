import type { OptionName } from '../config/schema.ts'

type Place = { port: number; host: string; option: OptionName }

/** A port that cannot be opened. The message names it and the option that changes it. */
export class PortError extends Error {
  readonly port: number

  constructor(port: number, message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'PortError'
    this.port = port
  }

  static from(error: unknown, { port, host, option }: Place): unknown {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const change = `Choose another with --${option} (0 takes any free one).`
    if (code === 'EADDRINUSE')
      return new PortError(port, `Port ${port} on ${host} is taken by another program. ${change}`, error)
    if (code === 'EACCES')
      return new PortError(port, `Port ${port} may not be opened by this user. ${change}`, error)
    if (code === 'EADDRNOTAVAIL')
      return new PortError(
        port,
        `${host} is not an address of this machine. Choose another with --host.`,
        error,
      )
    return error
  }
}
