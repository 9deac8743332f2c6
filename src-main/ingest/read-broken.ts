import { limits } from './limits.ts'
import type { MimeMail } from './mime-mail.ts'
import { readLeanMail } from './mime/lean-mail.ts'
import { shortenTexts } from './shorten-texts.ts'

/** It and the library behind it are large, and few mails need them: they come with the first that does. */
async function readMime(raw: Buffer): Promise<MimeMail> {
  const { readMime } = await import('./read-mime.ts')
  const short = shortenTexts(raw)
  const mail = await readMime(short)
  const isTold = mail.problem !== null || isLong(mail.text) || isLong(mail.html ?? '')
  return short === raw || isTold ? mail : { ...mail, problem: 'a text of it is too long to be shown whole.' }
}

/** Beyond that there is a warning of its own. */
const isLong = (text: string): boolean => text.length > limits.bodyChars

/** Reads a mail; one in which nothing readable is found gets a second try, and at last its source as the text. */
export async function readMail(raw: Buffer): Promise<MimeMail> {
  const first = readLeanMail(raw) ?? (await readMime(raw))
  if (isReadable(first)) return first
  if (first.problem !== null) return readBeginning(raw, first)
  if (raw.length > limits.repairBytes) return first
  const repaired = repair(raw)
  const second = repaired ? await readMime(repaired) : first
  if (isReadable(second)) return { ...second, problem: 'its line ends or part boundaries are broken.' }
  return withSource(raw, second)
}

function isReadable({ text, html, attachments }: MimeMail): boolean {
  return text.trim() !== '' || html !== null || attachments.length > 0
}

/** The parser gives up on a mail beyond its bounds: then as much is read as they allow. */
async function readBeginning(raw: Buffer, failed: MimeMail): Promise<MimeMail> {
  const beginning = await readMime(cutParts(cutHead(raw)))
  const problem = `only its beginning is shown (${failed.problem}).`
  return isReadable(beginning) ? { ...beginning, problem } : withSource(raw, { ...beginning, problem })
}

/** Whole header lines up to a size far beyond real mail, then the body. */
function cutHead(raw: Buffer): Buffer {
  const [head] = splitHead(raw)
  if (head.length <= limits.keptHeadBytes) return raw
  const end = head.lastIndexOf('\n', limits.keptHeadBytes) + 1
  return Buffer.concat([head.subarray(0, end), raw.subarray(head.length)])
}

/** Every part begins with a line of two dashes. */
function cutParts(raw: Buffer): Buffer {
  let end = -1
  for (let count = 0; count < limits.keptParts; count++) {
    end = raw.indexOf('\n--', end + 1)
    if (end < 0) return raw
  }
  return raw.subarray(0, end + 1)
}

/** Bare CR and CR CR LF become CR LF; white space behind boundaries goes (RFC 2046 allows it, parsers stumble). */
function repair(raw: Buffer): Buffer | undefined {
  const source = raw.toString('latin1')
  // Each character is looked at once: a mail may be a megabyte of line ends, or of spaces.
  const mended = source
    .replace(/\r+\n?/g, ends => (ends.endsWith('\n') ? '\r\n' : '\r\n'.repeat(ends.length)))
    .replace(/^--[^\r\n]+$/gm, withoutSpaceBehind)
  return mended === source ? undefined : Buffer.from(mended, 'latin1')
}

/** A boundary has at most 70 characters (RFC 2046, 5.1.1); a longer line is none. */
const maxBoundaryLine = 202

function withoutSpaceBehind(line: string): string {
  let end = line.length
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end--
  return end > 2 && end <= maxBoundaryLine ? line.slice(0, end) : line
}

function withSource(raw: Buffer, mail: MimeMail): MimeMail {
  const text = sourceText(raw.subarray(0, limits.repairBytes))
  if (text === '') return mail
  return { ...mail, text, problem: mail.problem ?? 'no readable part was found, so the source is shown.' }
}

/** What follows the header, or everything when the header is none. A mail may well be a header alone. */
function sourceText(raw: Buffer): string {
  const [head, body] = splitHead(raw).map(part => part.toString().trim()) as [string, string]
  if (body !== '') return body
  return head.split(/\r?\n/).every(line => headerLine.test(line)) ? '' : head
}

/** A field, the rest of a folded one, or nothing (RFC 5322, 2.2). */
const headerLine = /^([!-9;-~]+[ \t]*:|[ \t]|$)/

/** The body begins with the blank line. */
function splitHead(raw: Buffer): [Buffer, Buffer] {
  const ends = ['\r\n\r\n', '\n\n'].map(blank => raw.indexOf(blank)).filter(index => index >= 0)
  const end = ends.length === 0 ? raw.length : Math.min(...ends)
  return [raw.subarray(0, end), raw.subarray(end)]
}
