import type { BrowserWindow, Dialog } from 'electron'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import type { ShellState } from '../shell-state.ts'

type Deps = {
  dialog: Pick<Dialog, 'showMessageBox'>
  state: ShellState
  texts: () => ShellTexts
  platform: NodeJS.Platform
  quit: () => void
  onError: (error: unknown) => void
}

/**
 * What closing the window means: on a Mac, as everywhere there, that it is put away. Elsewhere the person is asked once
 * whether mail is still taken after that, and the answer can be changed in the settings.
 */
export function createCloseChoice({ dialog, state, texts, platform, quit, onError }: Deps) {
  let asking = false

  async function choose(window: BrowserWindow): Promise<void> {
    const { onClose } = state.current()
    const choice = platform === 'darwin' ? 'hide' : onClose
    if (choice === 'hide') return putAway(window)
    if (choice === 'quit') return quit()
    if (asking) return
    asking = true
    const { closing } = texts()
    const { response, checkboxChecked } = await dialog
      .showMessageBox(window, {
        type: 'question',
        message: closing.title,
        detail: closing.text,
        buttons: [closing.hide, closing.quit, closing.cancel],
        defaultId: 0,
        cancelId: 2,
        checkboxLabel: closing.remember,
        checkboxChecked: true,
      })
      .finally(() => (asking = false))
    if (response === 2) return
    const chosen = response === 0 ? 'hide' : 'quit'
    if (checkboxChecked) state.change({ onClose: chosen })
    if (chosen === 'quit') return quit()
    if (!window.isDestroyed()) putAway(window)
  }

  return (window: BrowserWindow): void => {
    window.on('close', event => {
      event.preventDefault()
      choose(window).catch(onError)
    })
  }
}

/** macOS leaves a black screen behind when a window is hidden that fills it. */
function putAway(window: BrowserWindow): void {
  if (!window.isFullScreen()) return window.hide()
  window.once('leave-full-screen', () => window.hide())
  window.setFullScreen(false)
}
