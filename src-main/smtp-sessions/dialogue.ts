import type { RefusalReason } from '#shared/api/sessions.ts'

/** One line as said: milliseconds since the session began, by whom, the text, why it refuses. */
export type Line = { atMs: number; from: 'client' | 'server'; text: string; reason: RefusalReason | null }

/** What was said in a session, bounded: its beginning as one text, its end line by line. */
export type Dialogue = { head: string; headLines: number; tail: string[]; tailChars: number; omitted: number }

/** At both ends: login and a few mails in the beginning, what went wrong at the end. */
const maxLines = 100
/** The same in characters: 2,000 connections with nothing but long lines must not take more than 40 MB. */
const maxChars = 10_000

/** Between lines, and between their parts: in what is said they become spaces. */
const lineEnd = '\u001e'
const partEnd = '\u001f'
const reserved = /[\u001e\u001f]/
const allReserved = /[\u001e\u001f]/g

export const createDialogue = (): Dialogue => ({ head: '', headLines: 0, tail: [], tailChars: 0, omitted: 0 })

/**
 * Lines are gathered as text, since they are written as text: with thousands of sessions a second, an object for each
 * line would cost more than all else here.
 */
export function addLine(dialogue: Dialogue, { atMs, from, text, reason }: Line): void {
  const said = reserved.test(text) ? text.replace(allReserved, ' ') : text
  const line = `${atMs}${partEnd}${from === 'client' ? 'C' : 'S'}${partEnd}${reason ?? ''}${partEnd}${said}${lineEnd}`
  const { tail } = dialogue
  if (tail.length === 0 && dialogue.headLines < maxLines && dialogue.head.length + line.length <= maxChars) {
    dialogue.head += line
    dialogue.headLines++
    return
  }
  tail.push(line)
  dialogue.tailChars += line.length
  while (tail.length > maxLines || dialogue.tailChars > maxChars) {
    dialogue.tailChars -= tail.shift()!.length
    dialogue.omitted++
  }
}

/** As it is stored. */
export const writeDialogue = ({ head, tail, omitted }: Dialogue): string =>
  `${omitted}${lineEnd}${head}${tail.join('')}`

/** What `writeDialogue` wrote. */
export function readDialogue(written: string): { lines: Line[]; omitted: number } {
  const [omitted, ...lines] = written.split(lineEnd).slice(0, -1)
  return {
    omitted: Number(omitted),
    lines: lines.map(line => {
      const [atMs, from, reason, text] = line.split(partEnd)
      return {
        atMs: Number(atMs),
        from: from === 'C' ? 'client' : 'server',
        text: text!,
        reason: (reason || null) as RefusalReason | null, // as addLine wrote it
      }
    }),
  }
}
