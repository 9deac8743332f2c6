import type { DesktopChange, DesktopSettings } from '#shared/shell/calls.ts'
import type { createStartAtLogin } from './login/start-at-login.ts'
import type { CallHandlers } from './bridge/serve-calls.ts'
import type { ShellState } from './shell-state.ts'

type Deps = {
  state: ShellState
  login: Pick<ReturnType<typeof createStartAtLogin>, 'isOffered' | 'isOn' | 'set'>
  platform: NodeJS.Platform
}

/** What the settings page shows and changes of the desktop itself. */
export function createDesktopSettings({
  state,
  login,
  platform,
}: Deps): CallHandlers<'readDesktop' | 'changeDesktop'> {
  const read = (): DesktopSettings => ({
    onClose: platform === 'darwin' ? null : state.current().onClose,
    startAtLogin: login.isOffered() ? login.isOn() : null,
  })
  return {
    readDesktop: read,
    changeDesktop({ onClose, startAtLogin }: DesktopChange) {
      if (onClose !== undefined) state.change({ onClose })
      if (startAtLogin !== undefined && login.isOffered()) login.set(startAtLogin)
      return read()
    },
  }
}
