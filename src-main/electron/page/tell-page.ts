import type { WebContents } from 'electron'
import type { CommandId } from '#shared/shell/commands.ts'
import { channelOf, type PushName, type Pushes } from '#shared/shell/channels.ts'

/** What somebody asked for; the rest is news, which a page that comes later asks for itself. */
const requests: ReadonlySet<PushName> = new Set(['command', 'open', 'fileProblem'])
/** A person who clicks more often than this while no page is there did not mean all of it. */
const maxWaiting = 20

/**
 * What the page is told unasked. It listens once it has said what it can do; what somebody asks for before that, or while
 * there is no page, waits for it.
 */
export function createPageTeller(onCommands: (available: ReadonlySet<CommandId>) => void) {
  let listening: WebContents | undefined
  let waiting: [PushName, unknown][] = []

  function leave(contents: WebContents): void {
    if (listening !== contents) return
    listening = undefined
    onCommands(new Set())
  }

  return {
    tell<N extends PushName>(name: N, value: Pushes[N]): void {
      if (listening && !listening.isDestroyed()) listening.send(channelOf(name), value)
      else if (requests.has(name))
        waiting = [...waiting, [name, value] as [PushName, unknown]].slice(-maxWaiting)
    },
    /** A new window's page. */
    attach(contents: WebContents): void {
      contents.on('did-navigate', () => leave(contents))
      contents.on('render-process-gone', () => leave(contents))
      contents.once('destroyed', () => leave(contents))
    },
    /** The page says what it can do, and by that that it listens. */
    listens(contents: WebContents, available: readonly CommandId[]): void {
      listening = contents
      onCommands(new Set(available))
      for (const [name, value] of waiting) contents.send(channelOf(name), value)
      waiting = []
    },
  }
}
