import { domainPattern } from './fields.ts'

/** Where a page or program is: its host as a browser writes it. */
type Place = { host: string; port: number }

const entryPattern = /^(?:(https?):\/\/)?(\*\.)?(\[[0-9a-f:.]+\]|[^/:?#@[\]*]+)(?::(\d{1,5}))?\/?$/i
const addressPattern = /^\[|^\d+(\.\d+){3}$/
const defaultPorts: Record<string, number> = { 'http:': 80, 'https:': 443 }

/**
 * An entry of a key's list as it is kept: `host`, `*.host`, each with `:port` or for every port. A whole origin
 * (`https://app.test:3000`) is taken too; its scheme means nothing here. Undefined for what is no entry.
 */
export function normaliseOrigin(entry: string): string | undefined {
  const [, , wildcard = '', name = '', port] = entryPattern.exec(entry.trim()) ?? []
  const host = asciiHost(name)
  if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return undefined
  if (wildcard && addressPattern.test(host)) return undefined
  return `${wildcard}${host}${port === undefined ? '' : `:${Number(port)}`}`
}

/** What to do about an entry that is none. */
export const originAdvice =
  'must be a host (app.test), all names of a host (*.app.test), either with a port (app.test:3000), or an http(s) origin without a path'

/** Whether one of the entries (normalised ones) names the origin of a page: `https://app.test:3000`. */
export function listsOrigin(entries: readonly string[], origin: string): boolean {
  const place = placeOf(origin)
  return place !== undefined && entries.some(entry => fits(entry, place))
}

/**
 * Whether a call comes from where the entries allow, as far as it says: its Origin, else its Referer, else the Host it
 * called, whose missing port is that of plain http. No entries allow every place.
 */
export function listsCaller(
  entries: readonly string[],
  {
    origin,
    referer,
    host = '',
  }: { origin?: string | undefined; referer?: string | undefined; host?: string | undefined },
): boolean {
  return entries.length === 0 || listsOrigin(entries, origin ?? referer ?? `http://${host.toLowerCase()}`)
}

function fits(entry: string, { host, port }: Place): boolean {
  const [, wildcard, name = '', entryPort] = /^(\*\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? []
  if (entryPort !== undefined && Number(entryPort) !== port) return false
  return host === name || (wildcard !== undefined && host.endsWith(`.${name}`))
}

/** Host and port of an http(s) URL, or undefined. */
function placeOf(url: string): Place | undefined {
  const parsed = URL.parse(url)
  const defaultPort = defaultPorts[parsed?.protocol ?? '']
  if (!parsed || defaultPort === undefined || parsed.hostname === '') return undefined
  return {
    host: parsed.hostname.replace(/\.$/, ''),
    port: parsed.port === '' ? defaultPort : Number(parsed.port),
  }
}

/** As browsers write a host: lower case, other scripts as punycode, no dot at the end. */
function asciiHost(name: string): string | undefined {
  const host = name.replace(/\.$/, '')
  if (!host.startsWith('[') && !domainPattern.test(host)) return undefined
  return URL.parse(`http://${host}`)?.hostname
}
