import type { Output } from '#shared/api/contract.ts'

export type AuditEntry = Output<'listAudit'>['items'][number]

const hourMs = 60 * 60 * 1000
const lengths = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs }
export const periods = ['hour', 'day', 'week'] as const

/** What narrows the audit to the last hour, day or week; nothing for all of it. */
export function sinceOf(period: (typeof periods)[number] | '', now: number): { since?: string } {
  return period === '' ? {} : { since: new Date(now - lengths[period]).toISOString() }
}

export function statusTone(status: number): string {
  if (status >= 500) return 'text-red'
  return status >= 400 ? 'text-amber' : 'text-accent-ink'
}
