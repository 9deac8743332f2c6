import { useI18n } from 'vue-i18n'
import type { Plan } from '#shared/api/plans.ts'
import { formatCount } from '../../i18n/format.ts'
import type { LimitName } from './plan-limits.ts'

const minutesPerHour = 60
const minutesPerDay = 1_440
const bytesPerMebibyte = 1_048_576

/** Limits of a plan in words, with their units; null where there is none. */
export function useLimitWords() {
  const { t } = useI18n()

  function lifetime(minutes: number): string {
    if (minutes % minutesPerDay === 0)
      return t('accounts.units.days', { n: formatCount(minutes / minutesPerDay) })
    if (minutes % minutesPerHour === 0)
      return t('accounts.units.hours', { n: formatCount(minutes / minutesPerHour) })
    return t('accounts.units.minutes', { n: formatCount(minutes) })
  }

  return (plan: Plan, name: LimitName): string | null => {
    const limit = plan[name]
    if (limit === null) return null
    if (name === 'maxLifetimeMinutes') return lifetime(limit)
    if (name === 'retentionDays') return t('accounts.units.days', { n: formatCount(limit) })
    if (name === 'maxMessageBytes')
      return t('accounts.units.mebibytes', { n: formatCount(limit / bytesPerMebibyte) })
    return formatCount(limit)
  }
}
