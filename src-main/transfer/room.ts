import { AppError } from '#shared/api/errors.ts'

/** How much mail is kept; null is no limit. */
export type Room = { messages: number | null; bytes: number | null }

type Sized = { raw: { length: number }; envelope: { rcptTo: readonly string[] } }

/** It is about all that would come after, not about one mail. */
export class NoRoom extends AppError {}

/**
 * Counts what one import brings, and throws NoRoom before it alone is more than is kept: all that was there would have
 * gone, and the import would go on to push out its own beginning.
 */
export function createRoom(room: () => Room) {
  let messages = 0
  let bytes = 0

  return ({ raw, envelope }: Sized): void => {
    const copies = envelope.rcptTo.length
    messages += copies
    bytes += copies * raw.length
    const most = room()
    if (most.messages !== null && messages > most.messages) throw full('retention.maxMessages', most.messages)
    if (most.bytes !== null && bytes > most.bytes) throw full('retention.maxBytes', most.bytes)
  }
}

const full = (setting: string, value: number): NoRoom =>
  new NoRoom(
    'unprocessable',
    `The import ends here: with the rest it is more than is kept (${setting} is ${value}), and would push out what it brought. Raise ${setting}, or import less at once.`,
  )
