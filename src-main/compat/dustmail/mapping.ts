import { AppError, errorStatus } from '#shared/api/errors.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import type { Plan } from '#shared/api/plans.ts'
import { availableDomains, type Domains } from '../available-domains.ts'
import type { ErrorAnswer, Limits } from '../service.ts'
import { sharedDomains } from '../shared-domains.ts'
import type { CreateInbox, Email, Failure, Inbox, ListedInbox, RateLimit, Tier } from './schema.ts'

/** Its own shared domain, where everybody's addresses are. */
export const primaryDomain = sharedDomains.dustmail

/** What the document's samples live for: half an hour, and a year. */
const usualMinutes: Record<Tier, number> = { free: 30, premium: 365 * 24 * 60 }

/** For a mailbox that never runs out, which DustMail has none of: clients go on reading a time. */
const never = '9999-12-31T23:59:59.999Z'

export function toInbox({ id, address, domain, createdAt, expiresAt }: Mailbox): Inbox {
  return { id, email: address, domain, created_at: createdAt, expires_at: expiresAt ?? never }
}

export function toListedInbox(mailbox: Mailbox): ListedInbox {
  return { ...toInbox(mailbox), email_count: mailbox.messageCount }
}

/** A part that the mail does not have is an empty text. */
export function toEmail({ id, from, envelope, subject, text, html, receivedAt }: MessageDetail): Email {
  return {
    id,
    from: from.address || envelope.mailFrom,
    subject,
    text,
    html: html ?? '',
    received_at: receivedAt,
  }
}

/** Its two plans differ in this: whether calls are counted. So every plan of ours is one of them. */
export function tierOf({ callsPerDay }: Pick<Plan, 'callsPerDay'>): Tier {
  return callsPerDay === null ? 'premium' : 'free'
}

export function toRateLimit({ plan, callsToday }: Limits): RateLimit {
  return { limit: plan.callsPerDay, used: callsToday }
}

/** The domains that a plan lets its keys choose among; the first is meant when a call names none. */
export function choiceOf(tier: Tier, domains: Domains): string[] {
  const available = availableDomains(domains)
  return tier === 'free' ? available.filter(name => name === primaryDomain) : available
}

/** Throws `forbidden` for what a plan does not include. */
export function checkChoice({ username, domain }: CreateInbox, tier: Tier, available: string[]): void {
  if (username !== undefined && tier === 'free')
    throw new AppError('forbidden', 'A custom username requires a Premium API key.')
  if (domain === undefined || available.includes(domain)) return
  throw new AppError(
    'forbidden',
    tier === 'free'
      ? `Free API keys use ${primaryDomain}. Another domain requires a Premium API key.`
      : `The domain ${domain} is not available. Choose one of: ${available.join(', ')}.`,
  )
}

/** How many minutes an inbox lives: as asked for, at most as long as the plan allows. */
export function lifetimeOf({ duration }: CreateInbox, tier: Tier, plan: Plan): number {
  const most = Math.min(usualMinutes[tier], plan.maxLifetimeMinutes ?? Infinity)
  return Math.min(duration ?? most, most)
}

/** `swift.fox4291`, as its generated addresses look. */
export function toUsername([adjective, noun, digits]: [string, string, string]): string {
  return `${adjective}.${noun}${digits}`
}

export function toFailure({ code, message }: AppError): ErrorAnswer {
  return { status: errorStatus[code], body: { success: false, message } satisfies Failure }
}
