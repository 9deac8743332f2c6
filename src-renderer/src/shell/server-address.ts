import type { Info } from '#shared/api/system.ts'
import type { Shell } from './shell.ts'

/**
 * Where programs of this person reach the server. A browser knows the name that it came by, which also holds on a
 * shared machine; the desktop's own origin means nothing to others.
 */
export function serverAddress(shell: Shell, info: Info | null): { origin: string; smtpHost: string } {
  if (shell.kind === 'web') return { origin: location.origin, smtpHost: readable(location.hostname) }
  const host = info?.host ?? '127.0.0.1'
  return { origin: `http://${host}:${info?.httpPort ?? ''}`, smtpHost: readable(host) }
}

/** Name of the machine that the window looks at; null when it is the one in front of the person. */
export function serverName({ kind }: Pick<Shell, 'kind'>, hostname: string): string | null {
  const isHere = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  return kind === 'desktop' || isHere ? null : hostname
}

/** This machine, by its own names or by all of its addresses. */
const localNames = new Set(['127.0.0.1', '[::1]', '::1', '0.0.0.0', '::'])

function readable(host: string): string {
  return localNames.has(host) ? 'localhost' : host
}
