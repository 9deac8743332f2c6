import { BrowserWindow, nativeTheme } from 'electron'
import { uiPage } from '../ui-origin.ts'
import type { Rect } from './window-place.ts'

/** The canvas of src-renderer/src/styles.css, so that a resized or slow window does not flash. */
const canvas = { light: '#fbfbfa', dark: '#171716' }

type Deps = {
  preload: string
  /** Where a new one goes. */
  place: () => Partial<Rect>
  onOpen: (window: BrowserWindow) => void
  onError: (error: unknown) => void
}

export type MainWindow = ReturnType<typeof createMainWindow>

/** The one window: opened once, brought to the front after that. */
export function createMainWindow({ preload, place, onOpen, onError }: Deps) {
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
    window.once('ready-to-show', () => window?.show())
    window.once('closed', () => (window = undefined))
    onOpen(window)
    window.loadURL(uiPage).catch(onError)
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
