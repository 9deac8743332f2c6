import { limits } from '../limits.ts'
import { decodeText } from './content.ts'
import type { Part } from './parts.ts'

type Texts = { text: string; html: string | null }

/** Types that are read as text unless they are attached. */
const shownTypes = new Set(['text/plain', 'text/html', 'message/delivery-status'])

/** Whether a part is shown with the mail rather than beside it. */
export function isShown({ head: { contentType, disposition } }: Part): boolean {
  return shownTypes.has(contentType) && (disposition === undefined || disposition === 'inline')
}

/** Joins the texts of a mail as mailparser does; nothing when one of them cannot be decoded with certainty. */
export function readTexts(raw: Buffer, root: Part): Texts | undefined {
  const shown = listShown(root, false)
  const hasHtml = shown.some(({ part }) => isHtml(part))
  const hasPlain = shown.some(({ part }) => !isHtml(part))
  const plain: string[] = []
  const html: string[] = []
  let [plainChars, htmlChars] = [0, 0]
  for (const { part, isAlternative } of shown) {
    // More than that is not shown.
    if ((isHtml(part) ? htmlChars : plainChars) > limits.bodyChars) continue
    const text = decodeText(raw, part)
    if (text === undefined) return undefined
    if (text === '') continue
    if (isHtml(part)) htmlChars += text.length
    else plainChars += text.length
    if (!isHtml(part)) plain.push(text)
    // Each form keeps a place for what is there in the other one only: a line in the text, a break in the page.
    else if (hasPlain && !isAlternative) plain.push('')
    if (isHtml(part)) html.push(text)
    else if (hasHtml && !isAlternative) html.push('')
  }
  return { text: plain.join('\n'), html: html.length > 0 ? html.join('<br/>\n') : null }
}

type Shown = { part: Part; isAlternative: boolean }

function listShown(part: Part, isAlternative: boolean): Shown[] {
  if (part.head.boundary === undefined) return isShown(part) ? [{ part, isAlternative }] : []
  const inside = isAlternative || part.head.contentType === 'multipart/alternative'
  return part.children.flatMap(child => listShown(child, inside))
}

function isHtml({ head }: Part): boolean {
  return head.contentType === 'text/html'
}
