import { join } from 'node:path'
import { Menu, type App, type BrowserWindow } from 'electron'
import type { CommandId } from '#shared/shell/commands.ts'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import { createBadge } from './badge/show-badge.ts'
import { toElectron, type MenuAction } from './menu/menu-item.ts'
import { menuTemplate } from './menu/menu-template.ts'
import { createTaskMenu } from './menu/task-menu.ts'
import type { ServerView } from './server-view.ts'
import { createTray } from './tray/tray.ts'

type Deps = {
  app: App
  /** The folder of `resources`. */
  pictures: string
  platform: NodeJS.Platform
  program: string
  window: () => BrowserWindow | undefined
  run: (action: MenuAction) => void
  onError: (error: unknown) => void
}

/** All that is drawn outside of the window, from what is known: the texts, the server, what the page can do. */
export function drawOutside({ app, pictures, platform, program, window, run, onError }: Deps) {
  const drawTray = tryTray()
  const drawBadge = createBadge({ app, platform, window, overlay: join(pictures, 'badge', 'unread.png') })
  const drawTasks = createTaskMenu({ app, platform, program, run })
  let texts: ShellTexts | undefined
  let view: ServerView | undefined
  let available: ReadonlySet<CommandId> = new Set()

  /** A desktop without a place for it must not keep Mayfly from running. */
  function tryTray(): ReturnType<typeof createTray> {
    try {
      return createTray({ pictures: join(pictures, 'tray'), platform, run })
    } catch (error) {
      onError(error)
      return () => {}
    }
  }

  function drawMenu(): void {
    if (!texts) return
    const items = menuTemplate({ platform, texts, available })
    Menu.setApplicationMenu(Menu.buildFromTemplate(toElectron(items, run)))
  }

  function drawServer(): void {
    if (!texts || !view) return
    drawTray(view, texts)
    drawBadge(view.unreadCount, texts.tray.unread(view.unreadCount))
  }

  return {
    showTexts(next: ShellTexts): void {
      if (next === texts) return
      texts = next
      drawMenu()
      drawTasks(texts)
      drawServer()
    },
    showServer(next: ServerView): void {
      view = next
      drawServer()
    },
    showAvailable(next: ReadonlySet<CommandId>): void {
      if (next.size === available.size && [...next].every(id => available.has(id))) return
      available = next
      drawMenu()
    },
  }
}
