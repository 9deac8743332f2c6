import { AppError } from '#shared/api/errors.ts'
import type { Bridge, CallResult } from '#shared/shell/bridge.ts'
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
    setUnread: showUnreadInTitle,
    tellLanguage: language => void bridge.tellLanguage(language),
    files: createDesktopFiles(bridge),
    notifications: createDesktopNotifications(bridge),
    updates: createDesktopUpdates(bridge),
    on: bridge.on,
    tellCommands: available => void bridge.tellCommands([...available]),
    desktop: {
      read: async () => outputOf(await bridge.readDesktop()),
      change: async part => outputOf(await bridge.changeDesktop(part)),
    },
  }
}

/** Throws an AppError for what was refused. */
function outputOf<Output>(result: CallResult<Output>): Output {
  if (result.ok) return result.output
  throw new AppError(result.error.error, result.error.message)
}
