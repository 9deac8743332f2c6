import type { RefusalReason } from '#shared/api/sessions.ts'

/** Milliseconds since the session began, 1 for the client and 0 for the server, the text, why it refuses. */
export type Line = [atMs: number, client: 0 | 1, text: string, reason?: RefusalReason]

/** What was said in a session, bounded: its beginning and its end. */
export type Dialogue = { head: Line[]; tail: Line[]; omitted: number; headChars: number; tailChars: number }

/** At both ends: login and a few mails in the beginning, what went wrong at the end. */
const maxLines = 100
/** The same in characters: 2,000 connections with nothing but long lines must not take more than 40 MB. */
const maxChars = 10_000

export const createDialogue = (): Dialogue => ({ head: [], tail: [], omitted: 0, headChars: 0, tailChars: 0 })

export function addLine(dialogue: Dialogue, line: Line): void {
  const { head, tail } = dialogue
  const chars = line[2].length
  if (tail.length === 0 && head.length < maxLines && dialogue.headChars + chars <= maxChars) {
    head.push(line)
    dialogue.headChars += chars
    return
  }
  tail.push(line)
  dialogue.tailChars += chars
  while (tail.length > maxLines || dialogue.tailChars > maxChars) {
    dialogue.tailChars -= tail.shift()![2].length
    dialogue.omitted++
  }
}
