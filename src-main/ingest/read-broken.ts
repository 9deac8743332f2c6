import { limits } from './limits.ts'
import { readMime, type MimeMail } from './read-mime.ts'

/** Reads a mail; one in which nothing readable is found gets a second try, and at last its source as the text. */
export async function readMail(raw: Buffer): Promise<MimeMail> {
  const first = await readMime(raw)
  if (isReadable(first) || raw.length > limits.repairBytes) return first
  const repaired = repair(raw)
  const second = repaired ? await readMime(repaired) : first
  if (isReadable(second)) return { ...second, problem: 'its line ends or part boundaries are broken.' }
  const text = sourceText(raw)
  return text === ''
    ? second
    : { ...second, text, problem: second.problem ?? 'no readable part was found, so the source is shown.' }
}

function isReadable({ text, html, attachments }: MimeMail): boolean {
  return text.trim() !== '' || html !== null || attachments.length > 0
}

/** Bare CR and CR CR LF become CR LF; white space behind boundaries goes (RFC 2046 allows it, parsers stumble). */
function repair(raw: Buffer): Buffer | undefined {
  const source = raw.toString('latin1')
  const mended = source
    .replace(/\r+\n/g, '\r\n')
    .replace(/\r(?!\n)/g, '\r\n')
    .replace(/^(--[^\r\n]{1,200}?)[ \t]+$/gm, '$1')
  return mended === source ? undefined : Buffer.from(mended, 'latin1')
}

/** What follows the header, or everything when nothing does. */
function sourceText(raw: Buffer): string {
  const source = raw.subarray(0, limits.repairBytes).toString()
  const body = /\r?\n\r?\n([^]*)$/.exec(source)?.[1] ?? ''
  return (body.trim() === '' ? source : body).trim()
}
