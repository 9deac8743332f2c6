import { BrowserWindow, nativeTheme } from 'electron'
import { uiPage } from '../ui-origin.ts'
import type { Rect } from './window-place.ts'

/** The canvas of src-renderer/src/styles.css, so that a resized or slow window does not flash. */
const canvas = { light: '#fbfbfa', dark: '#171716' }

type Deps = {
  preload: string
  platform: NodeJS.Platform
  /** Where a new one goes. */
  place: () => Partial<Rect>
  onOpen: (window: BrowserWindow) => void
  onError: (error: unknown) => void
}

export type MainWindow = ReturnType<typeof createMainWindow>

/** The one window: opened once, brought to the front after that. */
export function createMainWindow({ preload, platform, place, onOpen, onError }: Deps) {
  let window: BrowserWindow | undefined

  function open(): void {
    window = new BrowserWindow({
      ...place(),
      minWidth: 380,
      minHeight: 420,
      show: false,
      title: 'Mayfly',
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        // A page that nobody sees may rest: what has to go on is in this process.
        backgroundThrottling: true,
        // It would fetch dictionaries from the internet.
        spellcheck: false,
      },
    })
    window.once('closed', () => (window = undefined))
    onOpen(window)
    showFirst(window, window.loadURL(uiPage))
  }

  function showFirst(made: BrowserWindow, loaded: Promise<void>): void {
    let isShown = false
    const show = () => {
      if (isShown || made.isDestroyed()) return
      isShown = true
      made.show()
    }
    made.once('ready-to-show', show)
    const failed = (error: unknown) => {
      onError(error)
      // One that cannot be seen cannot be loaded anew either.
      show()
    }
    // Wayland draws nothing of a window that is not shown, and never says that it is ready.
    loaded.then(() => platform === 'linux' && show()).catch(failed)
  }

  return {
    isFocused: (): boolean => window?.isFocused() ?? false,
    current: (): BrowserWindow | undefined => window,
    show(): void {
      if (!window) return open()
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}
