import { perLocale } from '../../i18n/person-locale.ts'

/** Days are UTC days. */
const day = perLocale(
  locale => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
)
const longDay = perLocale(locale => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }))

/** `2026-11-21` as "21 Nov". */
export const formatDay = (date: string): string => day().format(new Date(date))
export const formatLongDay = (date: string): string => longDay().format(new Date(date))
