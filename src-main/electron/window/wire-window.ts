import { fileURLToPath } from 'node:url'
import { app, dialog, screen, type BrowserWindow, type WebContents } from 'electron'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import type { ShellState } from '../shell-state.ts'
import { createCloseChoice } from './close-choice.ts'
import { createMainWindow } from './main-window.ts'
import { recoverPage } from './recover-page.ts'
import { createPlaceKeeper } from './remember-place.ts'

type Deps = {
  state: ShellState
  texts: () => ShellTexts
  platform: NodeJS.Platform
  /** A new window's page, before anything is loaded into it. */
  onPage: (contents: WebContents) => void
  quit: () => void
  now: () => number
  onError: (error: unknown) => void
}

/** The window with all that it does of its own accord: where it goes, what closing means, how it comes back. */
export function wireWindow({ state, texts, platform, onPage, quit, now, onError }: Deps) {
  const places = createPlaceKeeper({ app, screen, state })
  const askOnClose = createCloseChoice({ dialog, state, texts, platform, quit, onError })
  return createMainWindow({
    // Beside the built main process, which is one folder.
    preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
    platform,
    place: places.initial,
    onOpen(made: BrowserWindow) {
      onPage(made.webContents)
      places.keep(made)
      askOnClose(made)
      recoverPage({ window: made, dialog, texts, now, quit, onError })
    },
    onError,
  })
}
