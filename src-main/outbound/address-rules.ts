import { BlockList, isIP } from 'node:net'

/** What an address is for, as far as it matters to whom a request may be sent. */
export type AddressKind =
  | 'public'
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'unique-local'
  | 'shared'
  | 'unspecified'
  | 'multicast'
  | 'reserved'

/** What is allowed beside public addresses. `private` is what only one's own network reaches. */
export type AddressPolicy = {
  loopback: boolean
  private: boolean
  /** False leaves these out of `private`: clouds hand out credentials there. */
  linkLocal?: boolean
}

/** What an IPv4 or IPv6 address is for. What is no address at all is `reserved`. */
export function classifyAddress(address: string): AddressKind {
  const plain = address.replace(/%.*$/, '')
  const family = isIP(plain)
  if (family === 4) return kindIn(ipv4Kinds, plain, 'ipv4') ?? 'public'
  return family === 6 ? classifyIPv6(plain) : 'reserved'
}

/** Why no request may go to an address, as a sentence; undefined when it may. */
export function refusalOf(address: string, policy: AddressPolicy): string | undefined {
  const kind = classifyAddress(address)
  if (isAllowed(kind, policy)) return undefined
  return `${address} is ${described[kind]}, where no request may go.`
}

const ownNetwork = new Set<AddressKind>(['private', 'link-local', 'unique-local', 'shared'])

function isAllowed(kind: AddressKind, policy: AddressPolicy): boolean {
  if (kind === 'loopback') return policy.loopback
  if (kind === 'link-local' && policy.linkLocal === false) return false
  return kind === 'public' || (policy.private && ownNetwork.has(kind))
}

const described: Record<AddressKind, string> = {
  public: 'a public address',
  loopback: 'an address of this machine',
  private: 'a private address',
  'link-local': 'a link-local address',
  'unique-local': 'a private (unique local) address',
  shared: "an address of a provider's network (CGNAT)",
  unspecified: 'no address to connect to',
  multicast: 'a multicast address',
  reserved: 'a reserved address',
}

type Ranges = [kind: AddressKind, network: string, bits: number][]

/** https://www.iana.org/assignments/iana-ipv4-special-registry, as of 2026. */
const ipv4Kinds = toLists('ipv4', [
  ['unspecified', '0.0.0.0', 8], // Linux connects 0.0.0.0 to itself
  ['private', '10.0.0.0', 8],
  ['shared', '100.64.0.0', 10],
  ['loopback', '127.0.0.0', 8],
  ['link-local', '169.254.0.0', 16], // also where clouds hand out credentials
  ['private', '172.16.0.0', 12],
  ['reserved', '192.0.0.0', 24],
  ['reserved', '192.0.2.0', 24],
  ['reserved', '192.88.99.0', 24],
  ['private', '192.168.0.0', 16],
  ['reserved', '198.18.0.0', 15],
  ['reserved', '198.51.100.0', 24],
  ['reserved', '203.0.113.0', 24],
  ['multicast', '224.0.0.0', 4],
  ['reserved', '240.0.0.0', 4],
])

/** https://www.iana.org/assignments/iana-ipv6-special-registry, as of 2026. */
const ipv6Kinds = toLists('ipv6', [
  ['unspecified', '::', 128],
  ['loopback', '::1', 128],
  ['unique-local', '64:ff9b:1::', 48], // NAT64 for one's own network
  ['reserved', '2001::', 23], // protocols, Teredo among them
  ['reserved', '2001:db8::', 32],
  ['reserved', '3fff::', 20],
  ['unique-local', 'fc00::', 7],
  ['link-local', 'fe80::', 10],
  ['private', 'fec0::', 10],
  ['multicast', 'ff00::', 8],
])
const mapped = toList('ipv6', '::ffff:0:0', 96)
const nat64 = toList('ipv6', '64:ff9b::', 96)
const sixToFour = toList('ipv6', '2002::', 16)
/** All that is given out so far; the rest belongs to nobody. */
const globalUnicast = toList('ipv6', '2000::', 3)

function classifyIPv6(address: string): AddressKind {
  const within = (list: BlockList) => list.check(address, 'ipv6')
  if (within(mapped)) return classifyAddress(embeddedIPv4(address, 6))
  if (within(nat64)) return throughGateway(embeddedIPv4(address, 6))
  if (within(sixToFour)) return throughGateway(embeddedIPv4(address, 1))
  if (isIsatap(address)) return throughGateway(embeddedIPv4(address, 6))
  return kindIn(ipv6Kinds, address, 'ipv6') ?? (within(globalUnicast) ? 'public' : 'reserved')
}

/** RFC 5214: below any prefix, the lower half has 0000:5efe or 0200:5efe and an IPv4 address. */
function isIsatap(address: string): boolean {
  const [upper, lower] = groupsOf(address).slice(4, 6)
  return (upper === 0 || upper === 0x200) && lower === 0x5efe
}

/** A gateway would connect to it from where it stands: nothing but a public address has a meaning there. */
function throughGateway(address: string): AddressKind {
  return classifyAddress(address) === 'public' ? 'public' : 'reserved'
}

/** The IPv4 address in the two groups from `first` on. */
function embeddedIPv4(address: string, first: number): string {
  const groups = groupsOf(address)
  return [groups[first]!, groups[first + 1]!].flatMap(group => [group >> 8, group & 0xff]).join('.')
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  // URL writes every form of an address in one way: hexadecimal groups, the longest run of zeros as `::`.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = written.split('::')
  const parse = (part = '') => (part === '' ? [] : part.split(':').map(group => parseInt(group, 16)))
  if (tail === undefined) return parse(head)
  const zeros = 8 - parse(head).length - parse(tail).length
  return [...parse(head), ...Array<number>(zeros).fill(0), ...parse(tail)]
}

type Family = 'ipv4' | 'ipv6'

function kindIn(lists: [AddressKind, BlockList][], address: string, family: Family): AddressKind | undefined {
  return lists.find(([, list]) => list.check(address, family))?.[0]
}

function toLists(family: Family, ranges: Ranges): [AddressKind, BlockList][] {
  return ranges.map(([kind, network, bits]) => [kind, toList(family, network, bits)])
}

function toList(family: Family, network: string, bits: number): BlockList {
  const list = new BlockList()
  list.addSubnet(network, bits, family)
  return list
}
