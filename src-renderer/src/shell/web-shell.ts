import { copyText } from './copy-text.ts'
import type { Shell } from './shell.ts'
import { showUnreadInTitle } from './unread-title.ts'

const allowedProtocols = new Set(['http:', 'https:', 'mailto:'])

export function createWebShell(): Shell {
  return {
    kind: 'web',
    async openLink(url) {
      if (!URL.canParse(url) || !allowedProtocols.has(new URL(url).protocol)) return false
      window.open(url, '_blank', 'noopener,noreferrer')
      return true
    },
    copyText,
    setUnread: showUnreadInTitle,
    tellLanguage: () => {},
    files: null,
    notifications: null,
    updates: null,
    on: () => () => {},
    tellCommands: () => {},
    desktop: null,
  }
}
