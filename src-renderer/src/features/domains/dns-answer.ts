import { DnsFindings } from '#shared/api/domains.ts'
import type { AppError } from '#shared/api/errors.ts'
import type { z } from 'zod'

export type DnsAnswer = z.infer<typeof DnsFindings>

/** What DNS said, out of a refusal to verify; null when the refusal is for something else. */
export function findDnsAnswer({ details = [] }: Pick<AppError, 'details'>): DnsAnswer | null {
  const found = details.find(({ field }) => field === 'dns')
  return found ? (DnsFindings.safeParse(found).data ?? null) : null
}
