/** Which sessions a list is to have; undefined leaves all. */
export type SessionFilter = {
  refused?: boolean | undefined
  /** Unix milliseconds. */
  since?: number | undefined
  remoteAddress?: string | undefined
  /** A part of HELO name, user or address, in any case. */
  q?: string | undefined
}

type Filtered = {
  startedAt: number
  refused: number
  helo: string
  user: string | null
  remoteAddress: string
}

/** For sessions that are not in the store yet; those in it are filtered by SQL. */
export function matches(session: Filtered, { refused, since, remoteAddress, q }: SessionFilter): boolean {
  if (refused !== undefined && session.refused > 0 !== refused) return false
  if (since !== undefined && session.startedAt < since) return false
  if (remoteAddress !== undefined && session.remoteAddress !== remoteAddress) return false
  if (q === undefined) return true
  return `${session.helo} ${session.user ?? ''} ${session.remoteAddress}`
    .toLowerCase()
    .includes(q.toLowerCase())
}
