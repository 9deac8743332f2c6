import type { Settings } from '#shared/api/settings.ts'

export type Refusal = 'unknown' | 'archived' | 'expired'

/** Whether an address takes mail, by whichever way it comes; undefined when it does. */
export function refusalOf(mailbox: { status: string } | undefined, settings: Settings): Refusal | undefined {
  if (mailbox) return mailbox.status === 'active' ? undefined : (mailbox.status as Refusal)
  return settings.unknownRecipients === 'capture' ? undefined : 'unknown'
}
