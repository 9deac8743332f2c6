import libmime from 'libmime'
import type { ParsedAttachment } from '../parsed-mail.ts'
import { shortenName } from '../shorten-name.ts'
import { decoderOf } from './content.ts'
import type { Part } from './parts.ts'
import { isShown } from './texts.ts'

/** The parts that are not shown as text, in order; nothing when one of them cannot be decoded with certainty. */
export function readAttachments(raw: Buffer, root: Part): ParsedAttachment[] | undefined {
  const attachments: ParsedAttachment[] = []
  for (const { part, isRelated } of listAttached(root, false)) {
    const decode = decoderOf(raw, part)
    if (!decode) return undefined
    attachments.push(describe(part, isRelated, decode))
  }
  return attachments
}

type Attached = { part: Part; isRelated: boolean }

function listAttached(part: Part, isRelated: boolean): Attached[] {
  if (part.head.boundary === undefined) return isShown(part) ? [] : [{ part, isRelated }]
  const inside = isRelated || part.head.contentType === 'multipart/related'
  return part.children.flatMap(child => listAttached(child, inside))
}

function describe({ head }: Part, isRelated: boolean, decode: () => Buffer): ParsedAttachment {
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
    get content() {
      return decode()
    },
  }
}
