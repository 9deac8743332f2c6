import { isIP } from 'node:net'

type Options = {
  given: Readonly<Partial<Record<string, { kind: string }>>>
  smtpPort: number
  smtpsPort: number | null
  httpPort: number
  host: string
  allowHost: readonly unknown[]
  compatHost: readonly unknown[]
  dataDir: string
  starttls: boolean
  headless: boolean
  logLevel: string
}

/** How it was started: no names of hosts, no folders, and of secrets only that they were given. */
export function describeOptions({
  given,
  allowHost,
  compatHost,
  host,
  dataDir,
  ...plain
}: Options): Record<string, unknown> {
  const { smtpPort, smtpsPort, httpPort, starttls, headless, logLevel } = plain
  return {
    smtpPort,
    smtpsPort,
    httpPort,
    starttls,
    headless,
    logLevel,
    host: describeHost(host),
    allowHost: `${allowHost.length} names`,
    compatHost: `${compatHost.length} names`,
    store: dataDir === ':memory:' ? 'in memory' : 'in a folder',
    /** Which of them were not left as they are, and by what. */
    given: Object.fromEntries(Object.entries(given).map(([name, one]) => [name, one!.kind])),
  }
}

function describeHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'all addresses of the machine'
  if (host.startsWith('127.') || host === '::1' || host === 'localhost') return 'this machine'
  return isIP(host) === 0 ? 'a name' : 'one address of the machine'
}
