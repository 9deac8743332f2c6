import { AppError } from '#shared/api/errors.ts'
import { Relay, type RelayChange } from '#shared/api/relay.ts'
import { z } from 'zod'

/** A relay as kept. The password must be said to it, so a hash would not do; it never leaves but to the relay. */
export const KeptRelay = Relay.extend({ password: z.string().nullable() })
export type KeptRelay = z.infer<typeof KeptRelay>

/** Without its secret. */
export function shownRelay(kept: KeptRelay | null): Relay | null {
  if (!kept) return null
  const { password: _, ...shown } = kept
  return shown
}

/** What a change makes of the relay that is kept. A password is never taken along to another host or user. */
export function changeRelay(change: RelayChange | null, before: KeptRelay | null): KeptRelay | null {
  if (!change) return null
  const { password, ...relay } = change
  if (relay.user === null) return { ...relay, password: null }
  const isSame = before?.host === relay.host && before.user === relay.user && before.port === relay.port
  const kept = password ?? (isSame ? before.password : null)
  if (kept !== null) return { ...relay, password: kept }
  throw new AppError('bad_request', `The login ${relay.user} at ${relay.host} needs its password.`, {
    details: [{ field: 'relay' }],
  })
}
