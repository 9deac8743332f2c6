import { AppError } from '#shared/api/errors.ts'
import type { Plan } from '#shared/api/plans.ts'

export function activeQuota({ id, activeMailboxes }: Plan): AppError {
  return new AppError(
    'quota_exceeded',
    `The plan ${id} allows ${activeMailboxes} active mailboxes, and so many are there. Delete or archive one, let one expire, or use a larger plan.`,
  )
}

export function archiveQuota({ id, archivedMailboxes }: Plan): AppError {
  return new AppError(
    'quota_exceeded',
    `The plan ${id} allows ${archivedMailboxes} archived mailboxes, and so many are there. Delete or restore one, or use a larger plan.`,
  )
}
