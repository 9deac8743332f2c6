import { Menu, type App } from 'electron'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import { newMailboxSwitch } from '../links/opened-with.ts'
import { toElectron, type Item, type MenuAction } from './menu-item.ts'

type Deps = {
  app: Pick<App, 'dock' | 'setUserTasks' | 'isPackaged'>
  platform: NodeJS.Platform
  /** The program that a task of Windows starts; it hands over to the one that runs. */
  program: string
  run: (action: MenuAction) => void
}

/** What the icon in the dock (macOS) or taskbar (Windows) offers on a right click. Linux has none. */
export function createTaskMenu({ app, platform, program, run }: Deps) {
  return (texts: ShellTexts): void => {
    const { tray, commands } = texts
    const items: Item[] = [
      { label: commands.mailbox.create, action: { kind: 'command', id: 'mailbox.create' } },
      { label: tray.open, action: { kind: 'open' } },
    ]
    if (platform === 'darwin') app.dock?.setMenu(Menu.buildFromTemplate(toElectron(items, run)))
    if (platform !== 'win32' || !app.isPackaged) return
    const task = (title: string, args: string) =>
      ({ program, arguments: args, title, description: title, iconPath: program, iconIndex: 0 }) as const
    app.setUserTasks([task(commands.mailbox.create, newMailboxSwitch), task(tray.open, '')])
  }
}
