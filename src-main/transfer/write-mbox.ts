import { writeFromLine } from './mbox-line.ts'

const quote = Buffer.from('>')
const from = Buffer.from('From ')
const newline = 0x0a
const greater = 0x3e

/**
 * One mail of an mbox, in the mboxrd form: a line `From `, or `>From ` and so on, gets one more `>`, which a reader takes
 * away again. The mail is followed by one line feed, so that one that does not end with any can be told.
 */
export function toMbox({ raw, sender, at }: { raw: Buffer; sender: string; at: number }): Buffer {
  const parts: Buffer[] = [Buffer.from(writeFromLine(sender, at))]
  let done = 0
  for (let hit = raw.indexOf(from); hit >= 0; hit = raw.indexOf(from, hit + from.length)) {
    const start = lineStart(raw, hit)
    if (start === undefined) continue
    parts.push(raw.subarray(done, start), quote)
    done = start
  }
  parts.push(raw.subarray(done), Buffer.from('\n'))
  return Buffer.concat(parts)
}

/** Where the line begins in which there is nothing but `>` before `index`. */
export function lineStart(bytes: Buffer, index: number): number | undefined {
  let start = index
  while (start > 0 && bytes[start - 1] === greater) start--
  return start === 0 || bytes[start - 1] === newline ? start : undefined
}
