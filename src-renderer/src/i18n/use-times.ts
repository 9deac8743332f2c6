import { createSharedComposable, useIntervalFn, useNow } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import { perLocale } from './person-locale.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const tickMs = 15_000
const nowForMs = 45_000
const minutesUntilMs = 60 * minuteMs

const clock = perLocale(locale => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }))
const day = perLocale(locale => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }))
const dayAndYear = perLocale(locale => new Intl.DateTimeFormat(locale, { dateStyle: 'short' }))
const exact = perLocale(locale => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }))
const stamp = perLocale(
  locale => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
)
const clockExact = perLocale(locale => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }))

/** One clock for the whole window. */
export const useClock = createSharedComposable(() =>
  useNow({ scheduler: tick => useIntervalFn(tick, tickMs) }),
)

export function useTimes() {
  const { t } = useI18n()

  /** As short as a list wants it: "now", "5 min", "11:42", "Yesterday", "12 Nov", "12/11/25". */
  function formatShort(iso: string, now: Date): string {
    const date = new Date(iso)
    const age = now.getTime() - date.getTime()
    if (age < nowForMs) return t('time.now')
    if (age < minutesUntilMs) return t('time.minutes', { n: Math.max(1, Math.round(age / minuteMs)) })
    const midnight = new Date(now).setHours(0, 0, 0, 0)
    if (date.getTime() >= midnight) return clock().format(date)
    if (date.getTime() >= midnight - dayMs) return t('time.yesterday')
    return date.getFullYear() === now.getFullYear() ? day().format(date) : dayAndYear().format(date)
  }

  /** A day before or after now; of today, the time: "14 Nov", "16:30", "14/02/27". */
  function formatDay(iso: string, now: Date): string {
    const date = new Date(iso)
    if (date.toDateString() === now.toDateString()) return clock().format(date)
    return date.getFullYear() === now.getFullYear() ? day().format(date) : dayAndYear().format(date)
  }

  /** The time of the day alone: "16:30". */
  function formatTime(iso: string): string {
    return clock().format(new Date(iso))
  }

  /** The time alone for today's mail, otherwise with the date. */
  function formatStamp(iso: string, now: Date): string {
    const date = new Date(iso)
    return date.getTime() >= new Date(now).setHours(0, 0, 0, 0)
      ? clockExact().format(date)
      : stamp().format(date)
  }

  /** The date and the time, of today too. */
  function formatMoment(iso: string): string {
    return stamp().format(new Date(iso))
  }

  function formatExact(iso: string): string {
    return exact().format(new Date(iso))
  }

  return { formatTime, formatShort, formatDay, formatStamp, formatMoment, formatExact }
}
