import { limits } from './limits.ts'
import { readPartTree, type FoundPart } from './mime/part-tree.ts'

/** Bytes that a character takes at most: two for a line end, three for each byte where it is encoded so. */
const bytesPerChar = ({ encoding }: FoundPart): number => (encoding === 'quoted-printable' ? 10 : 6)

/**
 * A large mail without what would not be shown of its texts anyway: a reader that takes every line of them apart takes most of
 * the memory that there is. Attachments stay whole, mails among them.
 */
export function shortenTexts(raw: Buffer): Buffer {
  if (raw.length <= limits.bodyChars) return raw
  const kept: Buffer[] = []
  // Not an object: the sender names the types, and "constructor" is in every object.
  const charsLeft = new Map<string, number>([
    ['text/plain', limits.bodyChars],
    ['text/html', limits.bodyChars],
  ])
  let from = 0
  let embeddedEnd = 0
  for (const part of readPartTree(raw)) {
    const { contentType, bodyStart, bodyEnd, disposition } = part
    if (contentType === 'message/rfc822') embeddedEnd = Math.max(embeddedEnd, bodyEnd)
    const left = charsLeft.get(contentType)
    if (left === undefined || disposition === 'attachment') continue
    if (bodyStart < Math.max(from, embeddedEnd)) continue
    const end = bodyStart + left * bytesPerChar(part)
    charsLeft.set(contentType, Math.max(0, left - Math.floor((bodyEnd - bodyStart) / bytesPerChar(part))))
    if (bodyEnd <= end) continue
    kept.push(raw.subarray(from, lineStart(raw, bodyStart, end)))
    from = bodyEnd
  }
  return from === 0 ? raw : Buffer.concat([...kept, raw.subarray(from)])
}

/** Base64 and quoted-printable are cut between lines. */
function lineStart(raw: Buffer, start: number, end: number): number {
  const last = raw.lastIndexOf('\n', end)
  return last < start ? end : last + 1
}
