import { isIPv4 } from 'node:net'

type Binding = { host: string; allowedNames: readonly string[] }

/**
 * Whether whoever is on this machine is the owner without signing in. Only while nobody else can come: bound to
 * loopback, and with no further names, since a name stands for a proxy that passes on what comes from elsewhere.
 */
export function isOpenMode({ host, allowedNames }: Binding): boolean {
  return isLoopback(host) && allowedNames.length === 0
}

/** Reached from this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase()
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'))
}
