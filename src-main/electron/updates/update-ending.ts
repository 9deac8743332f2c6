import type { App, BrowserWindow } from 'electron'

type Deps = {
  app: Pick<App, 'releaseSingleInstanceLock' | 'exit'>
  windows: () => Pick<BrowserWindow, 'destroy'>[]
  /** Stops the server, so that the app may end in any way after that. */
  stopFirst: () => Promise<void>
  startAgain: () => void
}

/** How this version goes so that the next can come. */
export function createUpdateEnding({ app, windows, stopFirst, startAgain }: Deps) {
  return {
    /**
     * Of an AppImage the new version is started before this one is over, and has to find store and lock free. On macOS
     * nothing is installed while there is a window, and ours would only be put away when it is told to close.
     */
    async makeWay(): Promise<void> {
      await stopFirst()
      for (const window of windows()) window.destroy()
      app.releaseSingleInstanceLock()
    },
    /** When nothing was installed after all. */
    startAgain(): void {
      startAgain()
      app.exit(1)
    },
  }
}
