/** An invitation is good for a week. */
const validMs = 7 * 24 * 60 * 60 * 1000

/** At the end of the week itself it has expired. */
export function invitationStatus({ createdAt }: { createdAt: number }, now: number): 'PENDING' | 'EXPIRED' {
  return now < createdAt + validMs ? 'PENDING' : 'EXPIRED'
}
