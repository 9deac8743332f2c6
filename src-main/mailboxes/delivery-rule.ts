import type { Settings } from '#shared/api/settings.ts'
import { effectiveStatus, type Life } from './expiry.ts'

export type Refusal = 'unknown' | 'archived' | 'expired'

/** Whether an address takes mail at this moment, by whichever way it comes; undefined when it does. */
export function refusalOf(
  mailbox: Life | undefined,
  { unknownRecipients }: Pick<Settings, 'unknownRecipients'>,
  now: number,
): Refusal | undefined {
  if (!mailbox) return unknownRecipients === 'capture' ? undefined : 'unknown'
  const status = effectiveStatus(mailbox, now)
  return status === 'active' ? undefined : status
}
