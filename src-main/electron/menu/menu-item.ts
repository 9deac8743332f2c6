import type { MenuItemConstructorOptions } from 'electron'
import type { Pause } from '#shared/notifications/pauses.ts'
import type { CommandId } from '#shared/shell/commands.ts'

/** What an item of a menu does, as data: menus are made without Electron, and looked at in tests. */
export type MenuAction =
  | { kind: 'command'; id: CommandId }
  | { kind: 'copy'; text: string }
  | { kind: 'pause'; paused: boolean }
  /** Of notifications; null ends it. */
  | { kind: 'mute'; pause: Pause | null }
  | { kind: 'open' | 'quit' }

export type Item = Omit<MenuItemConstructorOptions, 'click' | 'submenu'> & {
  action?: MenuAction
  submenu?: Item[]
}

export const separator: Item = { type: 'separator' }

/** Items as Electron wants them. */
export function toElectron(
  items: readonly Item[],
  run: (action: MenuAction) => void,
): MenuItemConstructorOptions[] {
  return items.map(({ action, submenu, ...item }) => ({
    ...item,
    ...(action ? { click: () => run(action) } : {}),
    ...(submenu ? { submenu: toElectron(submenu, run) } : {}),
  }))
}
