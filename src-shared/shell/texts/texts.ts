import type { Language } from '../languages.ts'
import * as en from './en.ts'
import * as ru from './ru.ts'

/** What is said outside of the page, and what both say alike. */
export type ShellTexts = typeof en

const texts: Record<Language, ShellTexts> = { en, ru }

export function textsOf(language: Language): ShellTexts {
  return texts[language]
}
