import { AppError } from '#shared/api/errors.ts'
import type { Plan } from '#shared/api/plans.ts'

/** Says what to do when a key may not have one more. */
export function activeQuota({ id, activeMailboxes }: Plan): AppError {
  return new AppError(
    'quota_exceeded',
    `The account has as many active mailboxes as its plan ${id} allows: ${activeMailboxes}. Delete or archive one, let one expire, or use a larger plan.`,
  )
}

export function archiveQuota({ id, archivedMailboxes }: Plan): AppError {
  return new AppError(
    'quota_exceeded',
    `The account has as many archived mailboxes as its plan ${id} allows: ${archivedMailboxes}. Delete or restore one, or use a larger plan.`,
  )
}
