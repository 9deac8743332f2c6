import type { Settings } from '#shared/api/settings.ts'

/** What goes, as the store needs to know it. Null is no limit; times are unix milliseconds. */
export type RetentionLimits = {
  messages: number | null
  bytes: number | null
  olderThan: number | null
}

/** What is too old in an account whose plan deletes sooner. `key` as deliveries have it. */
export type AccountLimit = { key: number; olderThan: number }

type Asked = Pick<Settings, 'retention.maxMessages' | 'retention.maxAgeDays' | 'retention.maxBytes'>

/** An account and the days that its plan keeps mail; null is no limit. */
export type AccountRetention = { key: number; retentionDays: number | null }

const dayMs = 24 * 60 * 60 * 1000

export function limitsOf(settings: Asked, now: number): RetentionLimits {
  const maxDays = orNone(settings['retention.maxAgeDays'])
  return {
    messages: orNone(settings['retention.maxMessages']),
    bytes: orNone(settings['retention.maxBytes']),
    olderThan: maxDays === null ? null : now - maxDays * dayMs,
  }
}

export function accountLimitsOf(settings: Asked, accounts: AccountRetention[], now: number): AccountLimit[] {
  const maxDays = orNone(settings['retention.maxAgeDays'])
  return accounts.flatMap(({ key, retentionDays: days }) =>
    days === null || (maxDays !== null && maxDays <= days) ? [] : [{ key, olderThan: now - days * dayMs }],
  )
}

/** In settings 0 is no limit. */
const orNone = (value: number): number | null => (value === 0 ? null : value)
