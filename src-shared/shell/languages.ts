/** Languages that the window speaks, each by its own name for itself. Their texts are in the folder of that name. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  ru: { name: 'Русский', direction: 'ltr' },
} as const

export type Language = keyof typeof languages
/** `system`: the first language of the person's own list that the window speaks. */
export type LanguageChoice = 'system' | Language

export const languageChoices: readonly LanguageChoice[] = ['system', 'en', 'ru']

/** `preferred` is what the browser tells of its person, best first: BCP 47 tags such as `ru-RU`. */
export function languageOf(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice
  return preferred.map(primary).find(isSpoken) ?? 'en'
}

/**
 * How dates and numbers are written: as the person writes them, whatever language the texts are in; but a language
 * that was chosen by hand counts more, in the person's own variant of it.
 */
export function localeOf(choice: LanguageChoice, preferred: readonly string[]): string {
  if (choice === 'system') return preferred[0] ?? 'en'
  return preferred.find(tag => primary(tag) === choice) ?? choice
}

function primary(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? ''
}

function isSpoken(tag: string): tag is Language {
  return tag in languages
}
