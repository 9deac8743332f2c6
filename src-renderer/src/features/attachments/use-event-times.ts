import { perLocale, personLocale } from '../../i18n/person-locale.ts'
import type { CalendarEvent } from './read-calendar.ts'

const dayMs = 24 * 60 * 60 * 1000
/** A Sunday, from which weekdays are counted to get their names. */
const someSunday = Date.UTC(2026, 10, 22)

const spans = perLocale(locale => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }))
const zones = perLocale(locale => new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }))
const days = perLocale(locale => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }))
const weekdayNames = perLocale(
  locale => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }),
)

/** Times of events, in the zone and the language of who reads. */
export function useEventTimes() {
  function formatSpan({ start, end, isAllDay }: Pick<CalendarEvent, 'start' | 'end' | 'isAllDay'>): string {
    if (!start) return ''
    if (isAllDay) {
      // The end of a day is the beginning of the next one.
      const last = end && new Date(Math.max(start.getTime(), end.getTime() - dayMs))
      return last ? days().formatRange(start, last) : days().format(start)
    }
    const zone = zones()
      .formatToParts(start)
      .find(({ type }) => type === 'timeZoneName')?.value
    const span = end && end > start ? spans().formatRange(start, end) : spans().format(start)
    return zone ? `${span} (${zone})` : span
  }

  function formatWeekdays(weekdays: number[]): string {
    const names = weekdays.map(day => weekdayNames().format(someSunday + day * dayMs))
    return new Intl.ListFormat(personLocale.value, { type: 'conjunction' }).format(names)
  }

  return { formatSpan, formatDay: (date: Date) => days().format(date), formatWeekdays }
}
