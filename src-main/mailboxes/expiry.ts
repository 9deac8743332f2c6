import type { Mailbox } from '#shared/api/mailboxes.ts'

/** What decides whether a mailbox is still in use. Unix milliseconds. */
export type Life = { status: Mailbox['status']; recoverable: number; expires_at: number | null }

/** Whether a mailbox has run out, and the store does not say so yet. At `expires_at` itself it has. */
export function isDue({ status, expires_at }: Life, now: number): boolean {
  return status === 'active' && expires_at !== null && expires_at <= now
}

/** What a mailbox is at this moment, whatever the store says. A recoverable one may yet find the archive full. */
export function effectiveStatus(life: Life, now: number): Mailbox['status'] {
  if (!isDue(life, now)) return life.status
  return life.recoverable === 1 ? 'archived' : 'expired'
}
