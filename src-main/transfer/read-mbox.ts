import { readFromLine } from './mbox-line.ts'
import { lineStart } from './write-mbox.ts'

/** A mail of an mbox; `raw` is null for one that is larger than was asked for. */
export type MboxMail = { raw: Buffer | null; date: number | null }

const newline = 0x0a
const from = Buffer.from('From ')
/** A line longer than this is taken in pieces: there are files without any line end. */
const maxLineBytes = 1024 * 1024

/** What is known of the mail that is being read. */
type Open = {
  parts: Buffer[]
  bytes: number
  /** The last bytes, in which a blank line shows. */
  tail: string
  date: number | null
  /** Its `From ` line ended with CR LF: then so does the line end that the mbox adds. */
  crlf: boolean
}

/**
 * The mails of an mbox, whichever form it has: `>From ` loses one `>` (mboxrd, and in all but rare cases mboxo and mboxcl),
 * and a line `From ` that nobody quoted (mboxcl2) begins a mail only where it looks like it. No Content-Length is
 * believed. Holds one mail at a time.
 */
export async function* readMbox(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<MboxMail, void, void> {
  let open: Open | undefined
  let carried: Buffer = Buffer.alloc(0)
  let inLine = false

  const keep = (bytes: Buffer) => {
    if (!open || bytes.length === 0) return
    open.bytes += bytes.length
    open.tail = (open.tail + bytes.toString('latin1', Math.max(0, bytes.length - 4))).slice(-4)
    if (open.bytes > maxBytes + maxLineEnd) open.parts = []
    else open.parts.push(bytes)
  }

  /** Whole lines, of which the first begins here unless a line goes on. */
  function* read(lines: Buffer): Generator<MboxMail> {
    let done = 0
    for (let hit = lines.indexOf(from); hit >= 0; hit = lines.indexOf(from, hit + from.length)) {
      const start = lineStart(lines, hit)
      if (start === undefined || (start === 0 && inLine)) continue
      keep(lines.subarray(done, start))
      done = start
      if (start < hit) {
        done = start + 1
        continue
      }
      const end = endOfLine(lines, hit)
      const line = lines.toString('latin1', hit, end)
      const begin =
        readFromLine(line, !open || /\n\r?\n$/.test(open.tail)) ?? (open ? undefined : { date: null })
      if (!begin) continue
      if (open) yield close(open, line.endsWith('\r\n'), maxBytes)
      open = { parts: [], bytes: 0, tail: '\n\n', date: begin.date, crlf: line.endsWith('\r\n') }
      done = end
    }
    keep(lines.subarray(done))
  }

  for await (const chunk of chunks) {
    const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
    const cut = bytes.lastIndexOf(newline) + 1
    const whole = cut === 0 && bytes.length > maxLineBytes ? bytes.length : cut
    carried = bytes.subarray(whole)
    if (whole === 0) continue
    yield* read(bytes.subarray(0, whole))
    inLine = bytes[whole - 1] !== newline
  }
  if (carried.length > 0) yield* read(carried)
  if (open) yield close(open, open.crlf, maxBytes)
}

/** CR LF. */
const maxLineEnd = 2

function endOfLine(bytes: Buffer, index: number): number {
  const end = bytes.indexOf(newline, index)
  return end < 0 ? bytes.length : end + 1
}

/** Without the line end that the mbox added. */
function close({ parts, bytes, date }: Open, crlf: boolean, maxBytes: number): MboxMail {
  const all = Buffer.concat(parts)
  const ending = crlf && all.at(-2) === 0x0d && all.at(-1) === newline ? 2 : all.at(-1) === newline ? 1 : 0
  const raw = bytes - ending > maxBytes ? null : all.subarray(0, all.length - ending)
  return { raw, date }
}
