import { inject, type InjectionKey } from 'vue'
import type { Language } from '#shared/shell/languages.ts'

/** What the surroundings of the window can do. Complete in both, so that no caller has to ask whether a method exists. */
export type Shell = {
  kind: 'web' | 'desktop'
  /** False when the link was refused: only http, https and mailto leave the window. */
  openLink(url: string): Promise<boolean>
  /** False when the clipboard was refused. */
  copyText(text: string): Promise<boolean>
  /** Shows the number of unread messages outside of the page, 0 removes it; and what the page is called. */
  setUnread(count: number, page: string): void
  /** What the window speaks from now on: what is drawn outside of it follows. */
  tellLanguage(language: Language): void
}

export const shellKey: InjectionKey<Shell> = Symbol('shell')

export function useShell(): Shell {
  const shell = inject(shellKey)
  if (!shell) throw new Error('No shell was provided')
  return shell
}
