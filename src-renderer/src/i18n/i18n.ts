import { createI18n } from 'vue-i18n'
import { en } from './en/en.ts'

export function createTexts() {
  return createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages: { en } })
}

/** Dates and numbers are written as the person writes them, whatever language the texts are in. */
export const personLocale: string = navigator.language
