import type { KeyStatus } from '#shared/api/keys.ts'
import type { Target } from './registry.ts'

/** What a webhook depends on of the key that chose its url. */
export type WebhookKey = { status: KeyStatus; mailboxDomains: readonly string[] }

/**
 * Why a webhook may tell no more, as a sentence: what it sends must not go on when the key that chose where could not
 * read it any more. Undefined while it may. `key` is undefined when there is no such key any more.
 */
export function endOfKey(
  { domains }: Pick<Target, 'domains'>,
  key: WebhookKey | undefined,
): string | undefined {
  if (!key) return 'The key with which the url of this webhook was set was deleted.'
  if (key.status === 'revoked') return 'The key with which the url of this webhook was set was revoked.'
  if (key.status === 'expired') return 'The key with which the url of this webhook was set has expired.'
  if (coversAll(key.mailboxDomains, domains)) return undefined
  return 'The key with which the url of this webhook was set may no longer use all domains that it hears of.'
}

function coversAll(allowed: readonly string[], domains: readonly string[] | null): boolean {
  return allowed.includes('*') || (domains !== null && domains.every(domain => allowed.includes(domain)))
}
