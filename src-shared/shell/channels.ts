import type { CallName } from './calls.ts'
import type { SavedFile } from './file-calls.ts'
import type { UpdateState } from './updates.ts'
import type { StoreEvent } from '../api/events.ts'
import type { CommandId } from './commands.ts'

/** What somebody wants to see who is outside of the window. */
export type OpenRequest =
  | { kind: 'message'; id: string }
  | { kind: 'mailbox'; address: string }
  | { kind: 'all' }
  /** A link of `mayfly:` that names nothing of these. */
  | { kind: 'unknownLink' }

/** What the process behind the page tells it, unasked. */
export type Pushes = {
  event: StoreEvent
  /** A file that the window let somebody save is there, or is not. */
  saved: ({ ok: true } & SavedFile) | { ok: false; name: string }
  /** A file of mail that somebody opened could not be. */
  fileProblem: { name: string; message: string }
  /** A menu was used: the page does it as if its key had been pressed. */
  command: CommandId
  /** Where to go: somebody clicked outside of the window, opened a file, or a link of `mayfly:`. */
  open: OpenRequest
  /** Something became of an update. */
  updates: UpdateState
}
export type PushName = keyof Pushes

export const pushNames: readonly PushName[] = ['event', 'saved', 'fileProblem', 'command', 'open', 'updates']

/** What Electron knows a call or a push by. */
export function channelOf(name: CallName | PushName): string {
  return `mayfly:${name}`
}
