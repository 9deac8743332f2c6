import { BlockList, isIP } from 'node:net'
import { classifyAddress } from './address-rules.ts'

/** How requests leave: through whose proxy, and whom to trust beside the usual authorities. */
export type Route = {
  /** URL of an HTTP proxy for https requests, with user and password if it wants them; null: none. */
  proxy: string | null
  /** Hosts that are called directly: a name stands for the names below it too, `*` for all; addresses and networks as they are. */
  proxyExcept: readonly string[]
  /** Certificates in PEM. */
  extraCa: readonly string[]
}

export const directRoute: Route = { proxy: null, proxyExcept: [], extraCa: [] }

/** The proxy for a URL, if any. This machine is always called directly, and so is what is not encrypted. */
export function proxyFor(url: string, { proxy, proxyExcept }: Route): string | undefined {
  const { protocol, hostname, port } = new URL(url)
  if (proxy === null || protocol !== 'https:') return undefined
  const host = hostname.replace(/^\[|\]$/g, '')
  const isOwn = host === 'localhost' || host.endsWith('.localhost') || classifyAddress(host) === 'loopback'
  return isOwn || proxyExcept.some(entry => covers(entry, host, port || '443')) ? undefined : proxy
}

/** One entry of NO_PROXY: `*`, `host`, `.host`, `*.host`, `host:port`, an address, or a network such as 10.0.0.0/8. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isInNetwork(entry, host)
  if (isIP(entry) !== 0) return entry === host
  const [name = '', wanted = port] = entry
    .replace(/^\*?\./, '')
    .toLowerCase()
    .split(':')
  return wanted === port && (host === name || host.endsWith(`.${name}`))
}

function isInNetwork(network: string, host: string): boolean {
  const [address = '', bits = ''] = network.split('/')
  const [family, hostFamily] = [isIP(address), isIP(host)]
  if (family === 0 || family !== hostFamily || !/^\d{1,3}$/.test(bits)) return false
  const type = family === 6 ? 'ipv6' : 'ipv4'
  if (Number(bits) > (family === 6 ? 128 : 32)) return false
  const list = new BlockList()
  list.addSubnet(address, Number(bits), type)
  return list.check(host, type)
}
