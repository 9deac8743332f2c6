import { languageOf, type Language } from '#shared/shell/languages.ts'
import type { ShellState } from './shell-state.ts'

/** What is spoken outside of the page: the page's language; before there was one, the system's. */
export function languageNow(state: ShellState, systemLanguages: readonly string[]): Language {
  return state.current().language ?? languageOf('system', systemLanguages)
}
