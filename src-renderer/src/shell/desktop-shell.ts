import type { Bridge } from '#shared/shell/bridge.ts'
import { copyText } from './copy-text.ts'
import type { Shell } from './shell.ts'
import { showUnreadInTitle } from './unread-title.ts'

export function createDesktopShell(bridge: Bridge): Shell {
  return {
    kind: 'desktop',
    openLink: url => bridge.openLink(url),
    copyText,
    setUnread(count, page) {
      showUnreadInTitle(count, page)
      void bridge.setUnreadBadge(count)
    },
  }
}
