import type * as Electron from 'electron'
import type { Page } from 'playwright-core'
import type { MessageBox } from './calls.ts'

export type DesktopOptions = {
  /** Added to free ports and a store of its own. */
  args?: string[]
  /** Where the store is; a fresh folder without it. */
  dataDir?: string
  /** The main process's script; that of `out/` without it. */
  main?: string
  /** It is started without a window: nobody waits for one, and there is no page before it is asked for. Simulated only. */
  hidden?: boolean
  /** Answers the boxes that come before there is a window: the label of a button. Simulated only. */
  answerBox?: (box: MessageBox) => string
  /** What is chosen in a dialog for files and folders. Simulated only. */
  chooseFiles?: () => string[]
}

export type Download = { filename: string; content: Buffer }

/** The running app, as a test sees it. */
export type Desktop = {
  kind: 'electron' | 'simulated'
  page: Page
  /** What the page's address begins with. */
  uiOrigin: string
  /** All open pages, the app's window first. */
  pages(): Page[]
  /** Runs a function in the main process, given Electron's module. It cannot see anything around it. */
  evaluate<Result, Argument>(
    run: (electron: typeof Electron, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>
  /** What a click (or whatever else) made the window save. */
  download(cause: () => Promise<void>): Promise<Download>
  /** Starts the app once more with the same arguments, and more. Resolves with its exit code. */
  startAgain(more?: string[]): Promise<number | null>
  signal(name: 'SIGINT' | 'SIGTERM'): void
  /** The exit code, once it has ended. */
  ended: Promise<number | null>
  /** Ends whatever still runs and removes what was made for it. */
  close(): Promise<void>
}
