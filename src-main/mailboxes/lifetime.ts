import { AppError } from '#shared/api/errors.ts'
import type { Plan } from '#shared/api/plans.ts'

const minuteMs = 60_000
/** What a mailbox gets where nothing was asked and the plan has a maximum. */
const usualMinutes = 15

/**
 * When a mailbox runs out, in Unix milliseconds; null is never. `expiresIn` is in minutes, null asks for never,
 * undefined leaves it to the plan. Throws `bad_request` when the plan does not allow it.
 */
export function expiryOf(
  expiresIn: number | null | undefined,
  { id, maxLifetimeMinutes: max }: Pick<Plan, 'id' | 'maxLifetimeMinutes'>,
  now: number,
): number | null {
  if (expiresIn === null && max !== null) throw notAllowed('null (never)', max, id)
  if (typeof expiresIn === 'number' && max !== null && expiresIn > max)
    throw notAllowed(`${expiresIn} minutes`, max, id)
  const minutes = expiresIn === undefined && max !== null ? Math.min(usualMinutes, max) : expiresIn
  return minutes === null || minutes === undefined ? null : now + minutes * minuteMs
}

function notAllowed(asked: string, max: number, plan: string): AppError {
  const message = `is in minutes, and the plan ${plan} allows 1 to ${max}; ${asked} is not among them`
  return new AppError('bad_request', `expiresIn: ${message}.`, { details: [{ field: 'expiresIn', message }] })
}
