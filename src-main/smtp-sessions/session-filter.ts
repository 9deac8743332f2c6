import { joinAddresses } from './read-address.ts'

/** Which sessions a list is to have; undefined leaves all. */
export type SessionFilter = {
  refused?: boolean | undefined
  /** Unix milliseconds. */
  since?: number | undefined
  remoteAddress?: string | undefined
  /** A part of HELO name, user, address, sender or recipient, in any case. */
  q?: string | undefined
}

type Filtered = {
  startedAt: number
  refused: number
  helo: string
  user: string | null
  remoteAddress: string
  sender: string | null
  recipients: string[]
}

/** For sessions that are not in the store yet; those in it are filtered by SQL. */
export function matches(session: Filtered, { refused, since, remoteAddress, q }: SessionFilter): boolean {
  if (refused !== undefined && session.refused > 0 !== refused) return false
  if (since !== undefined && session.startedAt < since) return false
  if (remoteAddress !== undefined && session.remoteAddress !== remoteAddress) return false
  if (q === undefined) return true
  const { helo, user, sender, recipients } = session
  return [helo, user, session.remoteAddress, sender, joinAddresses(recipients)]
    .join(' ')
    .toLowerCase()
    .includes(q.toLowerCase())
}
