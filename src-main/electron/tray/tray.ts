import { join } from 'node:path'
import { Menu, Tray } from 'electron'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import { toElectron, type MenuAction } from '../menu/menu-item.ts'
import type { ServerView } from '../server-view.ts'
import { trayTemplate, trayTip } from './tray-template.ts'

type Deps = {
  /** The folder of the pictures. */
  pictures: string
  platform: NodeJS.Platform
  run: (action: MenuAction) => void
}

/** The icon beside the clock, for as long as Mayfly runs. Returns what draws it anew. */
export function createTray({ pictures, platform, run }: Deps) {
  // macOS colours a template to match its menu bar; it knows one by its name.
  const name = (unread: boolean) =>
    `tray${unread ? 'Unread' : ''}${platform === 'darwin' ? 'Template' : ''}.png`
  const picture = (unread: boolean) => join(pictures, name(unread))
  const tray = new Tray(picture(false))
  let shown = false
  // On a Mac a click opens the menu, as it does with every other icon there.
  if (platform !== 'darwin') tray.on('click', () => run({ kind: 'open' }))

  return (view: ServerView, texts: ShellTexts): void => {
    const unread = view.unreadCount > 0
    if (unread !== shown) tray.setImage(picture(unread))
    shown = unread
    tray.setToolTip(trayTip(view, texts))
    tray.setContextMenu(Menu.buildFromTemplate(toElectron(trayTemplate(view, texts), run)))
  }
}
