import type { BrowserWindow, Dialog } from 'electron'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import { createCrashPolicy } from './crash-policy.ts'

type Deps = {
  window: BrowserWindow
  dialog: Pick<Dialog, 'showMessageBox'>
  texts: () => ShellTexts
  now: () => number
  quit: () => void
  onError: (error: unknown) => void
}

/** The server lives on when its page does not: a page that is gone or hangs is brought back. */
export function recoverPage({ window, dialog, texts, now, quit, onError }: Deps): void {
  const decide = createCrashPolicy(now)
  const { webContents } = window

  async function onGone(): Promise<void> {
    if (window.isDestroyed()) return
    if (decide() === 'reload') return webContents.reload()
    const { crashed } = texts()
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: crashed.title,
      detail: crashed.text,
      buttons: [crashed.reload, crashed.quit],
      defaultId: 0,
      cancelId: 0,
    })
    if (response === 1) return quit()
    if (!window.isDestroyed()) webContents.reload()
  }

  let asking: AbortController | undefined
  async function onHanging(): Promise<void> {
    if (asking) return
    const { hanging } = texts()
    asking = new AbortController()
    const { signal } = asking
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: hanging.title,
      detail: hanging.text,
      buttons: [hanging.wait, hanging.reload],
      defaultId: 0,
      cancelId: 0,
      signal,
    })
    asking = undefined
    // Its end is what brings it back, by the way above.
    if (response === 1 && !signal.aborted && !window.isDestroyed()) webContents.forcefullyCrashRenderer()
  }

  webContents.on('render-process-gone', (_event, { reason }) => {
    // Once Chromium has done with the process: a page that is loaded while it still does takes the app with it.
    if (reason !== 'clean-exit') setImmediate(() => void onGone().catch(onError))
  })
  window.on('unresponsive', () => void onHanging().catch(onError))
  window.on('responsive', () => asking?.abort())
}
