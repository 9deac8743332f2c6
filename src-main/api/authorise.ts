import { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'
import type { Access } from '#shared/api/operation.ts'

/** Whether this caller may come in at all; throws `unauthorized`. The one rule for operations, bytes and events. */
export function authorise(access: Access, caller: Caller): void {
  if (access === 'public' || caller.kind === 'owner') return
  throw new AppError('unauthorized', 'This call needs the owner, or a key in the Authorization header.')
}
