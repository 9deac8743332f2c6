import type { Plan, PlanLimits } from '#shared/api/plans.ts'

export const limitNames = [
  'requestsPerMinute',
  'burst',
  'callsPerDay',
  'callsPerMonth',
  'activeMailboxes',
  'archivedMailboxes',
  'maxLifetimeMinutes',
  'maxMessageBytes',
  'retentionDays',
] as const satisfies (keyof PlanLimits)[]
export type LimitName = (typeof limitNames)[number]

/** Limits as they are typed; empty is no limit. */
export type LimitTexts = Record<LimitName, string>

/** Sizes of mail are written in MiB, of which the limits of the services are whole numbers. */
const bytesPerUnit: Partial<Record<LimitName, number>> = { maxMessageBytes: 1_048_576 }

export function toLimitTexts(plan: Pick<Plan, LimitName> | undefined): LimitTexts {
  const entries = limitNames.map(name => [name, toText(plan?.[name] ?? null, bytesPerUnit[name] ?? 1)])
  return Object.fromEntries(entries) as LimitTexts // one for each name
}

/** The limits, and the names of those that are no numbers. */
export function readLimitTexts(texts: LimitTexts): { limits: PlanLimits; faulty: LimitName[] } {
  const read = limitNames.map(name => [name, toLimit(texts[name], bytesPerUnit[name])] as const)
  return {
    limits: Object.fromEntries(read) as PlanLimits, // one for each name
    faulty: read.filter(([, limit]) => Number.isNaN(limit)).map(([name]) => name),
  }
}

function toText(limit: number | null, unit: number): string {
  return limit === null ? '' : String(Number((limit / unit).toFixed(3)))
}

function toLimit(text: string, unit: number | undefined): number | null {
  const digits = text.replace(/[\s_]/g, '').replace(',', '.')
  if (digits === '') return null
  if (unit !== undefined && /^\d+(\.\d+)?$/.test(digits)) return Math.round(Number(digits) * unit)
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}
