import { bytePaths } from '#shared/api/links.ts'
import type { MimePart } from '#shared/api/message-parts.ts'
import type { HeaderField } from '#shared/api/message-shapes.ts'
import { fetchText } from './fetch-text.ts'

export type AttachedMail = { subject: string; fields: HeaderField[]; text: string }

const shownFields = ['from', 'to', 'cc', 'date']
const maxTextBytes = 200_000

/** The `index`th attached mail of a message, told from its parts; null when it is not there. */
export async function readAttachedMail(
  messageId: string,
  parts: MimePart[],
  index: number,
): Promise<AttachedMail | null> {
  const outer = parts.filter(isOuterMail(parts))[index]
  if (!outer) return null
  const inside = parts.filter(({ path }) => path.startsWith(`${outer.path}.`))
  const headers = inside[0]?.headers ?? []
  return {
    subject: headers.find(({ name }) => name.toLowerCase() === 'subject')?.value ?? '',
    fields: headers.filter(({ name }) => shownFields.includes(name.toLowerCase())),
    text: await readText(messageId, inside),
  }
}

/** Mails inside attached mails are theirs, not the message's. */
function isOuterMail(parts: MimePart[]): (part: MimePart) => boolean {
  const mails = parts.filter(({ contentType }) => contentType === 'message/rfc822')
  return part => mails.includes(part) && !mails.some(({ path }) => part.path.startsWith(`${path}.`))
}

async function readText(messageId: string, inside: MimePart[]): Promise<string> {
  const body =
    inside.find(({ contentType }) => contentType === 'text/plain') ??
    inside.find(({ contentType }) => contentType === 'text/html')
  if (!body) return ''
  const { text } = await fetchText(bytePaths.part(messageId, body.path), {
    signal: AbortSignal.timeout(30_000),
    charset: body.charset,
    maxBytes: maxTextBytes,
  })
  return body.contentType === 'text/html' ? textOfHtml(text) : text
}

/** A document that is not shown runs nothing and loads nothing. */
function textOfHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const element of body.querySelectorAll('script, style, template')) element.remove()
  return (body.textContent ?? '')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*\n\s*/g, '\n\n')
    .trim()
}
