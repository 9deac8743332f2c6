import { nativeImage, type App, type BrowserWindow } from 'electron'

/** Taskbars show no more. */
const maxBadge = 9_999

type Deps = {
  app: Pick<App, 'setBadgeCount'>
  platform: NodeJS.Platform
  window: () => BrowserWindow | undefined
  /** Windows has no numbers on its taskbar, but lays a picture over the icon. */
  overlay: string
}

/** How many messages are unread, on the dock or taskbar icon. */
export function createBadge({ app, platform, window, overlay }: Deps) {
  return (unreadCount: number, description: string): void => {
    if (platform !== 'win32') return void app.setBadgeCount(Math.min(unreadCount, maxBadge))
    const picture = unreadCount > 0 ? nativeImage.createFromPath(overlay) : null
    window()?.setOverlayIcon(picture, description)
  }
}
