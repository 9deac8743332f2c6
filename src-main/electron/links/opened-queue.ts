import type { App } from 'electron'
import { OpenedWith, readOpenedWith } from './opened-with.ts'

type Deps = {
  app: Pick<App, 'on'>
  /** The arguments of a start that are meant for Mayfly. */
  toArguments: (argv: string[]) => string[]
}

/**
 * Links and files that the system hands over: by a second start on Windows and Linux, by events on a Mac, where they may
 * come before the app is ready. Until somebody listens they are kept.
 */
export function createOpenedQueue({ app, toArguments }: Deps) {
  const nothing: OpenedWith = { links: [], files: [], hidden: false, newMailbox: false, rest: [] }
  let waiting: OpenedWith[] = []
  let listener: ((opened: OpenedWith) => void) | undefined

  function hand(opened: Partial<OpenedWith>): void {
    const whole = { ...nothing, ...opened }
    if (listener) listener(whole)
    else waiting.push(whole)
  }

  app.on('open-url', (event, url) => {
    event.preventDefault()
    hand({ links: [url] })
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    hand({ files: [path] })
  })
  app.on('second-instance', (_event, argv, folder, sent) => {
    // As it was read there: Chromium changes the order of `argv` and adds to it.
    const read = OpenedWith.safeParse(sent)
    hand(read.success ? read.data : readOpenedWith(toArguments(argv), folder))
  })

  return {
    hand,
    listen(to: (opened: OpenedWith) => void): void {
      listener = to
      waiting.forEach(to)
      waiting = []
    },
  }
}
