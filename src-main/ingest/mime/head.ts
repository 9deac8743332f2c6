import { limits } from '../limits.ts'

/** A field as it was written, folds included, one character per byte; the key in lower case. */
export type HeadField = { key: string; line: string }
export type Head = { fields: HeadField[]; bodyStart: number }

/** Reads the header block at `start`; nothing when it is long, or not plainly one field behind the other. */
export function readHead(raw: Buffer, start: number): Head | undefined {
  const blank = lineEndAt(raw, start)
  if (blank > 0) return { fields: [], bodyStart: start + blank }
  const window = raw.subarray(start, start + limits.leanHeadBytes)
  const end = endOfBlock(window)
  if (end === undefined) return undefined
  const text = withCrlf(window.toString('latin1', 0, end.from))
  const fields = unusual.test(text) ? undefined : splitFields(text)
  return fields && { fields, bodyStart: start + end.to }
}

/** The line end of the last field, and the blank line behind it. */
function endOfBlock(window: Buffer): { from: number; to: number } | undefined {
  const crlf = window.indexOf('\n\r\n')
  const before = crlf < 0 ? window : window.subarray(0, crlf + 1)
  const lf = before.indexOf('\n\n')
  if (lf >= 0) return { from: lf, to: lf + 2 }
  return crlf < 0 ? undefined : { from: crlf - Number(window[crlf - 1] === 0x0d), to: crlf + 3 }
}

/** A CR or LF alone; a line that may be a boundary; the lines in front of a header in mail folders and HTTP requests. */
const unusual = /\r(?!\n)|(?<!\r)\n|^--|\n--|^From |^POST /i

/** Mail that never went over the wire has line feeds only. */
function withCrlf(text: string): string {
  return text.includes('\r') ? text : text.replaceAll('\n', '\r\n')
}

/** The length of the line end at `index`, 0 when there is none. */
export function lineEndAt(raw: Buffer, index: number): number {
  if (raw[index] === 0x0a) return 1
  return raw[index] === 0x0d && raw[index + 1] === 0x0a ? 2 : 0
}

function splitFields(text: string): HeadField[] | undefined {
  const fields: HeadField[] = []
  for (let start = 0; start < text.length;) {
    const end = fieldEnd(text, start)
    const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end)
    const colon = line.indexOf(':')
    // Without a name, or longer than what is shown of it.
    if (colon < 1 || isFold(line, 0) || line.length > limits.headerValueChars) return undefined
    fields.push({ key: line.slice(0, colon).trim().toLowerCase(), line })
    start = end + 1
  }
  return fields
}

function fieldEnd(text: string, start: number): number {
  let end = text.indexOf('\n', start)
  while (end >= 0 && isFold(text, end + 1)) end = text.indexOf('\n', end + 1)
  return end < 0 ? text.length : end
}

function isFold(text: string, index: number): boolean {
  return text[index] === ' ' || text[index] === '\t'
}

/** What follows the colon, unfolded. */
export function fieldText({ line }: HeadField): string {
  const value = line.slice(line.indexOf(':') + 1)
  return (value.includes('\n') ? value.replace(/\r?\n[ \t]*/g, ' ') : value).trim()
}
