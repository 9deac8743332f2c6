import { clipboard } from 'electron'
import type { Pause } from '#shared/notifications/pauses.ts'
import type { CommandId } from '#shared/shell/commands.ts'
import type { App } from '../../app/reopenable-app.ts'
import type { MainWindow } from '../window/main-window.ts'
import type { MenuAction } from './menu-item.ts'

type Deps = {
  mayfly: Pick<App, 'dispatch'>
  window: Pick<MainWindow, 'show'>
  tell: (name: 'command', id: CommandId) => void
  mute: (pause: Pause | null) => Promise<void>
  quit: () => void
  onError: (error: unknown) => void
}

/** Does what an item of a menu says, of the window's as of the tray's. */
export function createMenuActions({ mayfly, window, tell, mute, quit, onError }: Deps) {
  function pause(paused: boolean): void {
    const owner = { caller: { kind: 'owner' }, signal: new AbortController().signal } as const
    mayfly.dispatch('updateReception', { paused }, owner).catch(onError)
  }

  return (action: MenuAction): void => {
    if (action.kind === 'quit') return quit()
    if (action.kind === 'copy') return void clipboard.writeText(action.text).catch(onError)
    if (action.kind === 'pause') return pause(action.paused)
    if (action.kind === 'mute') return void mute(action.pause).catch(onError)
    window.show()
    if (action.kind === 'command') tell('command', action.id)
  }
}
