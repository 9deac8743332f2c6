import { AppError } from '#shared/api/errors.ts'
import type { Caller } from '#shared/api/handler.ts'
import type { Access } from '#shared/api/operation.ts'

/**
 * Whether this caller may come in at all; throws `unauthorized` or `forbidden`. The one rule for operations, bytes and
 * events. What a key then gets to see is narrowed by its scope.
 */
export function authorise(access: Access, caller: Caller): void {
  if (access === 'public' || caller.kind === 'owner') return
  if (caller.kind === 'nobody')
    throw new AppError('unauthorized', 'This call needs the owner, or a key in the Authorization header.')
  if (access === 'owner') throw new AppError('forbidden', 'Only the owner may do this, not a key.')
}
