import { inject, type InjectionKey } from 'vue'
import type { Bridge } from '#shared/shell/bridge.ts'
import type { DesktopChange, DesktopSettings } from '#shared/shell/calls.ts'
import type { CommandId } from '#shared/shell/commands.ts'
import type { Language } from '#shared/shell/languages.ts'
import type { DesktopFiles, DesktopNotifications } from './desktop-files.ts'
import type { DesktopUpdates } from './desktop-updates.ts'

/** Both reject with an AppError. */
export type DesktopChoices = {
  read(): Promise<DesktopSettings>
  change(part: DesktopChange): Promise<DesktopSettings>
}

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
  /** Files as a desktop has them; null in a browser, which has ways of its own. */
  files: DesktopFiles | null
  /** Null where the page tells of new mail itself. */
  notifications: DesktopNotifications | null
  /** How the app is updated; null where it is not the page's affair. */
  updates: DesktopUpdates | null
  /** Listens to what is said from outside of the page. Returns the function that ends it. */
  on: Bridge['on']
  /** What can be done at the moment, for menus outside of the page. */
  tellCommands(available: readonly CommandId[]): void
  /** What the person chose of the desktop itself; null in a browser, which has no such choices. */
  desktop: DesktopChoices | null
}

export const shellKey: InjectionKey<Shell> = Symbol('shell')

export function useShell(): Shell {
  const shell = inject(shellKey)
  if (!shell) throw new Error('No shell was provided')
  return shell
}
