import { shallowRef } from 'vue'

/** How dates and numbers are written; what a template wrote with it is written anew when it changes. */
export const personLocale = shallowRef('en')

/** Formatters are dear to make and cheap to use: one is made for each locale. */
export function perLocale<T>(create: (locale: string) => T): () => T {
  let made: { locale: string; formatter: T } | undefined
  return () => {
    const locale = personLocale.value
    if (made?.locale !== locale) made = { locale, formatter: create(locale) }
    return made.formatter
  }
}
