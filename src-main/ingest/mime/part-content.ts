import type { MimePart } from '#shared/api/message-parts.ts'
import { decodeBytes } from './content.ts'
import { readPartTree, type FoundPart } from './part-tree.ts'
import { decodeLooseQuotedPrintable } from './quoted-printable.ts'

/** The parts of a mail as they are told. */
export function listParts(raw: Buffer): MimePart[] {
  return readPartTree(raw).map(found => {
    const { content, isBroken } = decodePart(raw, found)
    const { boundary: _, bodyStart: _start, bodyEnd: _end, problems, ...told } = found
    return {
      ...told,
      sizeBytes: content.length,
      problems: isBroken ? [...problems, 'broken_encoding'] : problems,
    }
  })
}

/** A part by its path, its content without the transfer encoding; undefined when there is none of that path. */
export function readPartContent(raw: Buffer, path: string): { part: FoundPart; content: Buffer } | undefined {
  const part = readPartTree(raw).find(candidate => candidate.path === path)
  return part && { part, content: decodePart(raw, part).content }
}

/** What is not written as its encoding wants is decoded as far as it can be. */
function decodePart(raw: Buffer, found: FoundPart): { content: Buffer; isBroken: boolean } {
  const { bodyStart, bodyEnd, contentType } = found
  const body = raw.subarray(bodyStart, bodyEnd)
  if (contentType.startsWith('multipart/')) return { content: body, isBroken: false }
  const encoding = found.encoding ?? ''
  const content = decodeBytes(raw, { head: { encoding }, bodyStart, bodyEnd })
  if (content) return { content, isBroken: false }
  return {
    content:
      encoding === 'base64'
        ? Buffer.from(body.toString('latin1'), 'base64')
        : decodeLooseQuotedPrintable(body),
    isBroken: true,
  }
}
