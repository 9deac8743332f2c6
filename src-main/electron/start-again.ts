import { spawn } from 'node:child_process'
import type { App } from 'electron'

type Deps = {
  app: Pick<App, 'relaunch'>
  /** What the person started: of an AppImage the image, of a portable program its file. */
  program: string
  execPath: string
}

/**
 * Starts Mayfly once more, for when this process ends. What runs from a mount or an unpacked copy is gone by then, and
 * Electron's own way with it: so the file that it came from is started at once.
 */
export function createStartAgain({ app, program, execPath }: Deps) {
  return (args: string[]): void => {
    if (program === execPath) return app.relaunch({ args })
    spawn(program, args, { detached: true, stdio: 'ignore' }).unref()
  }
}
