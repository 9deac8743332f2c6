import type { FoundCode, FoundLink, HeaderField } from '#shared/api/message-shapes.ts'
import { findCodes } from './extract/codes.ts'
import { readHtml } from './extract/html.ts'
import { findLinks } from './extract/links.ts'
import { limits } from './limits.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { duplicatedFields, fieldValue, readDate, readHeaderFields, readMessageIds } from './read-headers.ts'
import { readMail } from './read-broken.ts'
import type { MimeMail } from './mime-mail.ts'
import { makeSnippet } from './snippet.ts'

/** Takes a mail apart and finds what people look for in it. What is broken in the mail becomes a warning. */
export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const mime = await readMail(raw)
  const fields = readHeaderFields(mime.headerLines)
  const subject = (fieldValue(fields, 'subject') ?? '').slice(0, limits.subjectChars)
  const body = readBody(subject, mime)
  return {
    subject,
    from: mime.addresses.from[0] ?? { name: '', address: '' },
    to: mime.addresses.to,
    cc: mime.addresses.cc,
    snippet: makeSnippet(body.text),
    attachments: mime.attachments,
    detail: {
      replyTo: mime.addresses['reply-to'],
      bcc: mime.addresses.bcc,
      dateMs: readDate(fields),
      messageId: readMessageIds(fieldValue(fields, 'message-id'))[0] ?? null,
      inReplyTo: readMessageIds(fieldValue(fields, 'in-reply-to'))[0] ?? null,
      references: readMessageIds(fieldValue(fields, 'references')),
      headers: fields,
      ...body,
      warnings: findWarnings(mime, fields, body.text, raw),
    },
  }
}

type Body = {
  text: string
  html: string | null
  codes: FoundCode[]
  links: FoundLink[]
  remoteContentCount: number
}

function readBody(subject: string, mime: MimeMail): Body {
  const text = mime.text.slice(0, limits.bodyChars)
  const html = mime.html?.slice(0, limits.bodyChars) ?? null
  const page = html === null ? { text: '', links: [], remoteCount: 0 } : readHtml(html)
  return {
    // A mail with HTML only still has a text: the one a reader sees.
    text: text.trim() === '' ? page.text : text,
    html,
    codes: findCodes({ subject, text, htmlText: page.text }),
    links: findLinks({ text: text || page.text, htmlLinks: page.links }),
    remoteContentCount: page.remoteCount,
  }
}

function findWarnings(mime: MimeMail, fields: HeaderField[], text: string, raw: Buffer): string[] {
  const warnings: string[] = []
  if (raw.length === 0) warnings.push('The mail is empty.')
  else if (fields.length === 0) warnings.push('The mail has no header fields.')
  else if (!fieldValue(fields, 'from')) warnings.push('There is no From header.')
  if (mime.problem)
    warnings.push(`The mail could not be read as it should: ${mime.problem} The raw source is complete.`)
  for (const name of duplicatedFields(fields)) warnings.push(`The header ${name} occurs more than once.`)
  if (fieldValue(fields, 'date') && readDate(fields) === null) warnings.push('The Date header is not a date.')
  if (text.includes('\uFFFD'))
    warnings.push('Some characters do not fit the character set that the mail names.')
  if (mime.text.length > limits.bodyChars || (mime.html?.length ?? 0) > limits.bodyChars) {
    warnings.push('The body is very long and was cut here. The raw source is complete.')
  }
  if (mime.headerLines.length > limits.headerFields)
    warnings.push(`Only the first ${limits.headerFields} header fields are shown.`)
  if (hasLongLine(raw)) {
    warnings.push(`A line is longer than ${maxLineBytes} characters (RFC 5322): some servers will break it.`)
  }
  return warnings
}

const maxLineBytes = 998

/** Goes from the last line end that a line of that length allows to the next, as most lines are far shorter. */
function hasLongLine(raw: Buffer): boolean {
  let start = 0
  while (raw.length - start > maxLineBytes) {
    const lineEnd = raw.lastIndexOf(0x0a, start + maxLineBytes)
    if (lineEnd >= start) start = lineEnd + 1
    else if (raw[start + maxLineBytes] !== 0x0d || raw[start + maxLineBytes + 1] !== 0x0a) return true
    else start += maxLineBytes + 2
  }
  return false
}
