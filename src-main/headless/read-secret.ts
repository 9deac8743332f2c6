import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Writable } from 'node:stream'

type Terminal = {
  input: Readable & { isTTY?: boolean }
  /** Where questions are shown; not standard output, which is for programs. */
  ask: (question: string) => void
}

/** Asks without showing what is typed. Undefined when the person leaves with Ctrl+C or Ctrl+D. */
export function askSecret({ input, ask }: Terminal, question: string): Promise<string | undefined> {
  // Readline edits the line and restores the terminal; what it would show is dropped.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true })
  // Only now: what is typed in answer must not be shown by the terminal itself.
  ask(question)
  return firstLine(lines).finally(() => ask('\n'))
}

/** The first line that a program sends; undefined when it sends none. */
export function readSecret({ input }: Pick<Terminal, 'input'>): Promise<string | undefined> {
  return firstLine(createInterface({ input }))
}

function firstLine(lines: ReturnType<typeof createInterface>): Promise<string | undefined> {
  return new Promise(resolve => {
    lines.once('line', line => {
      resolve(line)
      lines.close()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => resolve(undefined))
  })
}
