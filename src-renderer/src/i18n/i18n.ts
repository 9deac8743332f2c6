import { createI18n } from 'vue-i18n'
import { en, type Texts } from './en/en.ts'
import {
  languageOf,
  languages,
  localeOf,
  type Language,
  type LanguageChoice,
} from '#shared/shell/languages.ts'
import { personLocale } from './person-locale.ts'

/** English comes with the window; who speaks it fetches nothing more. */
const laterTexts: Record<Exclude<Language, 'en'>, () => Promise<Texts>> = {
  ru: async () => (await import('./ru/ru.ts')).ru,
}

/** Which of the forms `one | few | many` fits a number: 1 письмо, 3 письма, 25 писем. */
const russianForms = ['one', 'few', 'many'] as const
const russianRules = new Intl.PluralRules('ru')
export function russianForm(count: number): number {
  const form = russianRules.select(count)
  // Fractions take the form of a few: 1,5 письма.
  return form === 'other' ? 1 : russianForms.indexOf(form as (typeof russianForms)[number])
}

export function createTexts() {
  return createI18n({
    legacy: false,
    locale: 'en' as Language,
    fallbackLocale: 'en',
    messages: { en } as Record<Language, Texts>, // the others come when they are chosen
    pluralRules: { ru: russianForm },
  })
}

/** Speaks the chosen language from now on; its texts are fetched first, so that nothing is shown half translated. */
export async function showLanguage(
  texts: ReturnType<typeof createTexts>,
  choice: LanguageChoice,
): Promise<void> {
  const { global } = texts
  const language = languageOf(choice, navigator.languages)
  if (language !== 'en' && !global.availableLocales.includes(language))
    global.setLocaleMessage(language, await laterTexts[language]())
  personLocale.value = localeOf(choice, navigator.languages)
  global.locale.value = language
  document.documentElement.lang = language
  document.documentElement.dir = languages[language].direction
}
