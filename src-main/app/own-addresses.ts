import type { NetworkInterfaceInfo } from 'node:os'

type Interfaces = NodeJS.Dict<Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[]>

/** Addresses by which other machines reach this one, the shorter IPv4 first. Those of one cable alone are left out. */
export function outsideAddresses(interfaces: Interfaces): string[] {
  const outside = Object.values(interfaces)
    .flatMap(list => list ?? [])
    .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
  const of = (wanted: string) =>
    outside.filter(({ family }) => family === wanted).map(({ address }) => address)
  return [...of('IPv4'), ...of('IPv6')]
}

/** The address to listen on for all of them; where there is IPv6, its own stands for IPv4 too. */
export function sharingHost(addresses: readonly string[]): string {
  return addresses.some(address => address.includes(':')) ? '::' : '0.0.0.0'
}
