import {
  MailParser,
  type AttachmentStream,
  type HeaderLines,
  type Headers,
  type MessageText,
} from 'mailparser'
import { limits } from './limits.ts'
import { addressFields, type AddressLists, type MimeMail } from './mime-mail.ts'
import type { ParsedAttachment } from './parsed-mail.ts'
import { readAddresses } from './read-headers.ts'
import { shortenName } from './shorten-name.ts'

const parserOptions = {
  // Links, text from HTML and inline images are worked out by ourselves, once, where they are needed.
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  // An attached mail is a file, wherever its sender wants it shown: its words are not those of this mail.
  ignoreEmbedded: true,
  checksumAlgo: 'md5',
  maxHeadSize: limits.headBytes,
  maxChildNodes: limits.mimeParts,
}

/** Takes any mail apart, however it is written. Never rejects: what is broken is named in `problem`. */
export function readMime(raw: Buffer): Promise<MimeMail> {
  return new Promise(resolve => {
    const parser = new MailParser(parserOptions)
    const parts: Parts = { headers: new Map(), headerLines: [], text: null, attachments: [] }
    const settle = (problem: string | null) => {
      clearTimeout(timer)
      parser.removeAllListeners()
      parser.on('error', () => {}) // a late failure changes nothing any more
      const { headers, headerLines, attachments } = parts
      const texts = bodies(parts.text ?? textSoFar(parser))
      resolve({ headerLines, addresses: addressLists(headers), attachments, ...texts, problem })
    }
    const timer = setTimeout(() => settle('The mail took too long to read.'), limits.parseMs)
    parser.on('headers', headers => (parts.headers = headers))
    parser.on('headerLines', lines => (parts.headerLines = lines))
    parser.on('data', data => {
      if (data.type === 'text') parts.text = data
      else collectAttachment(data, parts.attachments)
    })
    parser.once('end', () => settle(null))
    parser.once('error', error => settle(error.message))
    parser.end(raw)
  })
}

type Parts = {
  headers: Headers
  headerLines: HeaderLines
  text: MessageText | null
  attachments: ParsedAttachment[]
}

function addressLists(headers: Headers): AddressLists {
  const lists = addressFields.map(name => [name, readAddresses(headers, name)])
  return Object.fromEntries(lists) as AddressLists
}

function bodies(text: MessageText | null): { text: string; html: string | null } {
  return { text: text?.text ?? '', html: typeof text?.html === 'string' ? text.html : null }
}

/** mailparser joins the texts only at the end; after a failure its own method still gives what was read. */
function textSoFar(parser: MailParser): MessageText | null {
  try {
    return (parser as unknown as { getTextContent(): MessageText }).getTextContent()
  } catch {
    return null
  }
}

function collectAttachment(part: AttachmentStream, attachments: ParsedAttachment[]): void {
  const chunks: Buffer[] = []
  const attachment = {
    filename: part.filename ? shortenName(part.filename) : null,
    contentType: part.contentType || 'application/octet-stream',
    cid: part.cid ?? null,
    inline: part.contentDisposition === 'inline' || part.related === true,
    content: Buffer.alloc(0) as Buffer,
  } satisfies ParsedAttachment
  attachments.push(attachment)
  part.content.on('data', (chunk: Buffer) => chunks.push(chunk))
  part.content.on('end', () => {
    attachment.content = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    part.release()
  })
}
