import libmime from 'libmime'
import type { PartProblem } from '#shared/api/message-parts.ts'
import type { HeaderLine } from '../mime-mail.ts'
import { limits } from '../limits.ts'
import { shortenName } from '../shorten-name.ts'
import { decodeEncodedWords } from './encoded-words.ts'

/** What a header says about its part; what it does not say is null. */
export type LooseHead = {
  contentType: string
  boundary: string | null
  charset: string | null
  encoding: string | null
  disposition: string | null
  filename: string | null
  contentId: string | null
  problems: PartProblem[]
}

/** The header block at `start`, which may be missing: then all of it is body. */
export function readHeadLines(
  raw: Buffer,
  start: number,
  end: number,
): { lines: HeaderLine[]; bodyStart: number } {
  const window = raw.subarray(start, Math.min(end, start + limits.keptHeadBytes)).toString('latin1')
  const blank = /^\r?\n|\r?\n\r?\n/.exec(window)
  const block = blank ? window.slice(0, blank.index) : window
  const bodyStart = blank ? start + blank.index + blank[0].length : Math.min(end, start + window.length)
  const lines = block
    .split(/\r?\n(?![ \t])/)
    .filter(line => line.trim() !== '')
    .map(line => ({
      key: line
        .slice(0, Math.max(0, line.indexOf(':')))
        .trim()
        .toLowerCase(),
      line,
    }))
  return { lines, bodyStart }
}

/** Of a field that is there twice, the first counts. */
export function readLooseHead(lines: HeaderLine[]): LooseHead {
  const type = libmime.parseHeaderValue(valueOf(lines, 'content-type') ?? 'text/plain')
  const placing = libmime.parseHeaderValue(valueOf(lines, 'content-disposition') ?? '')
  const encoding = plainWord(valueOf(lines, 'content-transfer-encoding'))
  const charset = type.params.charset || null
  const filename = decodeEncodedWords(placing.params.filename || type.params.name || '')
  return {
    contentType: plainWord(type.value || undefined) ?? 'text/plain',
    boundary: type.params.boundary || null,
    charset,
    encoding,
    disposition: plainWord(placing.value || undefined),
    filename: filename === '' ? null : shortenName(filename),
    contentId: valueOf(lines, 'content-id')?.replace(/^<|>$/g, '').trim() || null,
    problems: [
      ...(encoding !== null && !encodings.has(encoding) ? (['unknown_encoding'] as const) : []),
      ...(charset !== null && !isCharset(charset) ? (['unknown_charset'] as const) : []),
      ...(describing.some(key => isTwice(lines, key)) ? (['repeated_field'] as const) : []),
    ],
  }
}

const describing = ['content-type', 'content-transfer-encoding', 'content-disposition']
const encodings = new Set(['7bit', '8bit', 'binary', 'base64', 'quoted-printable'])

const isTwice = (lines: HeaderLine[], key: string) => lines.filter(line => line.key === key).length > 1

function valueOf(lines: HeaderLine[], key: string): string | undefined {
  const found = lines.find(line => line.key === key)?.line
  return found
    ?.slice(found.indexOf(':') + 1, limits.headerValueChars)
    .replace(/\r?\n[ \t]*/g, ' ')
    .trim()
}

/** Longer words say nothing; looking for the end of each comment takes the square of the length. */
const wordChars = 300

/** Without comments; null for nothing. */
function plainWord(value: string | undefined): string | null {
  return (
    value
      ?.slice(0, wordChars)
      .replace(/\([^)]*\)/g, '')
      .trim()
      .toLowerCase() || null
  )
}

function isCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== ''
  } catch {
    return /^(utf-?7|us-?ascii|cp\d+)$/i.test(name) // known to readers of mail, if not to the web
  }
}
