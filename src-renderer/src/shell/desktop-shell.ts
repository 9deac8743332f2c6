import type { Bridge } from '#shared/shell/bridge.ts'
import { copyText } from './copy-text.ts'
import { createDesktopFiles, createDesktopNotifications } from './desktop-files.ts'
import { createDesktopUpdates } from './desktop-updates.ts'
import type { Shell } from './shell.ts'
import { showUnreadInTitle } from './unread-title.ts'

export function createDesktopShell(bridge: Bridge): Shell {
  return {
    kind: 'desktop',
    async openLink(url) {
      const opened = await bridge.openLink(url)
      return opened.ok && opened.output
    },
    copyText,
    setUnread(count, page) {
      showUnreadInTitle(count, page)
      void bridge.setUnreadBadge(count)
    },
    tellLanguage: language => void bridge.tellLanguage(language),
    files: createDesktopFiles(bridge),
    notifications: createDesktopNotifications(bridge),
    updates: createDesktopUpdates(bridge),
    on: bridge.on,
  }
}
