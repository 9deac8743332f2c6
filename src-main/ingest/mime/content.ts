import { isAscii } from 'node:buffer'
import libmime from 'libmime'
import charsets from 'libmime/lib/charset.js'
import { limits } from '../limits.ts'
import type { PartHead } from './part-head.ts'
import type { Part } from './parts.ts'
import { decodePlainBase64 } from './plain-base64.ts'
import { decodeQuotedPrintable } from './quoted-printable.ts'

/** Where the body of a part is, and how it is written. */
type Encoded = Pick<Part, 'bodyStart' | 'bodyEnd'> & { head: Pick<PartHead, 'encoding'> }

/** The bytes of a part without their transfer encoding; nothing when they are not plainly encoded. */
export function decodeBytes(raw: Buffer, part: Encoded): Buffer | undefined {
  return decoderOf(raw, part)?.()
}

/** What gives these bytes, as soon as they are needed and no sooner: a decoded attachment is large. */
export function decoderOf(raw: Buffer, { head, bodyStart, bodyEnd }: Encoded): (() => Buffer) | undefined {
  const body = raw.subarray(bodyStart, bodyEnd)
  if (head.encoding === 'base64') return isPlainBase64(body) ? () => decodePlainBase64(body) : undefined
  const decoded = head.encoding === 'quoted-printable' ? decodeQuotedPrintable(body) : body
  return decoded && (() => decoded)
}

/** The text of a part with line feeds at its line ends; nothing when its character set needs more care. */
export function decodeText(raw: Buffer, part: Part): string | undefined {
  const { charset = 'utf-8', flowed } = part.head
  const decoded = decodeBytes(raw, part)
  if (decoded === undefined || (flowed && decoded.length > mostBytes)) return undefined
  const bytes = flowed
    ? Buffer.from(libmime.decodeFlowed(decoded.toString('latin1'), flowed.delSp), 'latin1')
    : decoded
  // Of a longer text no more is shown; millions of line ends would take most of the memory that there is.
  const text = fromCharset(bytes.subarray(0, mostBytes), charset)?.slice(0, mostChars)
  return text?.includes('\r') ? text.replaceAll('\r\n', '\n') : text
}

/** So many are more than are shown when each line end becomes one character instead of two ... */
const mostChars = 2 * (limits.bodyChars + 1)
/** ... and so many bytes are as many characters in UTF-8. */
const mostBytes = 3 * mostChars

function fromCharset(bytes: Buffer, charset: string): string | undefined {
  if (/^(?:utf-?8|(?:us-?)?ascii)$/i.test(charset)) return bytes.toString()
  const name = charsets.normalizeCharset(charset)
  if (!singleByte.test(name)) return undefined
  return isAscii(bytes) ? bytes.toString('latin1') : charsets.decode(bytes, name)
}

/** Character sets in which a byte is a character and ASCII is ASCII: no state, no marks of order. */
const singleByte = /^(?:iso-8859-\d+|windows-125\d|koi8-[ru])$/i

/** Anything but the plain alphabet with padding at the end is left to a reader that knows what others make of it. */
function isPlainBase64(body: Buffer): boolean {
  const padding = body.indexOf('=')
  return (
    isAscii(body) &&
    !body.includes('-') &&
    !body.includes('_') &&
    (padding < 0 || (padding >= body.length - 8 && /^={1,2}\s*$/.test(body.toString('latin1', padding))))
  )
}
