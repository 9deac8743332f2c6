import { AppError } from '#shared/api/errors.ts'
import { availableDomains, type Domains } from '../available-domains.ts'

/** What its web page is set to; what the API takes when nothing is asked for is not documented. */
const usualMinutes = 15

/** How many minutes a mailbox lives; null is for ever. A plan may allow less than what is usual. */
export function lifetimeOf(
  { expiresIn, noExpiration }: { expiresIn?: number | undefined; noExpiration?: boolean | undefined },
  { maxLifetimeMinutes }: { maxLifetimeMinutes: number | null },
): number | null {
  if (noExpiration) return null
  return expiresIn ?? Math.min(usualMinutes, maxLifetimeMinutes ?? usualMinutes)
}

/**
 * Where a new mailbox goes: the domain asked for, else the platform's, else the first of the key's. What the owner wrote
 * into the key is good without being verified. Throws `forbidden`.
 */
export function chooseDomain(asked: string | undefined, domains: Domains): string {
  const listed = domains.ofKey.filter(name => name !== '*')
  const available = [...new Set([...availableDomains(domains), ...listed])]
  if (asked === undefined) return available[0]!
  if (available.includes(asked)) return asked
  throw new AppError(
    'forbidden',
    `This API key cannot make mailboxes at ${asked}; it can at ${available.join(', ')}. ` +
      'A domain of your own is added with POST /domains and verified.',
  )
}

/** Elements that a mail is written with; a text that only mentions `<name>` is none. */
const elements =
  /<(!doctype|html|body|head|table|div|p|br|a|span|h[1-6]|ul|ol|img|b|i|strong|em)(\s[^<>]*)?\/?>/i

/** Whether a body that may be either is HTML. */
export const looksLikeHtml = (body: string): boolean => elements.test(body)
