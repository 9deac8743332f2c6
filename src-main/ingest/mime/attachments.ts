import libmime from 'libmime'
import type { ParsedAttachment } from '../parsed-mail.ts'
import { shortenName } from '../shorten-name.ts'
import { decodeBytes } from './content.ts'
import type { Part } from './parts.ts'
import { isShown } from './texts.ts'

/** The parts that are not shown as text, in order; nothing when one of them cannot be decoded with certainty. */
export function readAttachments(raw: Buffer, root: Part): ParsedAttachment[] | undefined {
  const attachments: ParsedAttachment[] = []
  for (const { part, isRelated } of listAttached(root, false)) {
    const content = decodeBytes(raw, part)
    if (content === undefined) return undefined
    attachments.push(describe(part, isRelated, content))
  }
  return attachments
}

type Attached = { part: Part; isRelated: boolean }

function listAttached(part: Part, isRelated: boolean): Attached[] {
  if (part.head.boundary === undefined) return isShown(part) ? [] : [{ part, isRelated }]
  const inside = isRelated || part.head.contentType === 'multipart/related'
  return part.children.flatMap(child => listAttached(child, inside))
}

function describe({ head }: Part, isRelated: boolean, content: Buffer): ParsedAttachment {
  const { contentType, filename, disposition, cid } = head
  return {
    filename: filename === undefined ? null : shortenName(filename),
    contentType:
      contentType === 'application/octet-stream' && filename !== undefined
        ? libmime.detectMimeType(filename)
        : contentType,
    cid: cid === undefined ? null : cid.replace(/^<|>$/g, '').trim(),
    // Only what the page can name is part of it.
    inline: disposition === 'inline' || (isRelated && cid !== undefined),
    content,
  }
}
