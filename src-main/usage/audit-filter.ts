import type { AuditEntry } from './audit-log.ts'

/** What is left out fits every call. */
export type AuditFilter = {
  key?: string | undefined
  account?: string | undefined
  by?: 'owner' | 'others' | undefined
  method?: string | undefined
  /** With `*` at its end, all that begin so; with one at both, all that have it somewhere. */
  route?: string | undefined
  /** From and to, both included. */
  statuses?: [number, number] | undefined
  /** Unix milliseconds, from this on. */
  since?: number | undefined
  /** Unix milliseconds, before this. */
  until?: number | undefined
}

export function fits(entry: AuditEntry, filter: AuditFilter): boolean {
  const [at, accountId, keyId, method, route, status] = entry
  const { since = -Infinity, until = Infinity, statuses = [0, Infinity] } = filter
  return (
    isAsked(filter.key, keyId) &&
    isAsked(filter.account, accountId) &&
    isBy(filter.by, entry) &&
    isAsked(filter.method, method) &&
    isRoute(filter.route, route) &&
    at >= since &&
    at < until &&
    status >= statuses[0] &&
    status <= statuses[1]
  )
}

function isRoute(asked: string | undefined, route: string): boolean {
  if (!asked?.endsWith('*')) return isAsked(asked, route)
  return asked.startsWith('*') ? route.includes(asked.slice(1, -1)) : route.startsWith(asked.slice(0, -1))
}

/** The owner has an account and no key. */
function isBy(asked: AuditFilter['by'], [, accountId, keyId]: AuditEntry): boolean {
  const isOwner = keyId === '' && accountId !== ''
  return asked === undefined || (asked === 'owner') === isOwner
}

const isAsked = (asked: string | undefined, value: string): boolean => asked === undefined || asked === value
