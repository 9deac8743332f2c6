import type { Output } from '#shared/api/contract.ts'

export type AuditEntry = Output<'listAudit'>['items'][number]

const hourMs = 60 * 60 * 1000
const lengths = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs }
/** Beside the last day, which is what is shown unless another is chosen. */
export const periods = ['hour', 'week', 'month'] as const

/** What narrows the audit to the last hour, day or week; nothing for all that is kept. */
export function sinceOf(period: (typeof periods)[number] | '', now: number): { since?: string } {
  return period === 'month' ? {} : { since: new Date(now - lengths[period || 'day']).toISOString() }
}

export function statusTone(status: number): string {
  if (status >= 500) return 'text-red'
  return status >= 400 ? 'text-amber' : 'text-accent-ink'
}
