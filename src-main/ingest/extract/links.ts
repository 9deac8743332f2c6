import type { FoundLink } from '#shared/links/found-link.ts'

// Enough for any digest; the window shows fewer, and a message cannot make us store thousands.
const MAX_LINKS = 100
// Bare addresses matter in short plain mails; a longer text is a log or an attack.
const MAX_TEXT_CHARS = 200_000
const MAX_INTRODUCTION_CHARS = 120

const bareAddress = /https?:\/\/[^\s<>"`\u3000-\u303f\uff01\uff08-\uff0c\uff1a\uff1b\uff1f]+/gi
const trailing = new Set(".,;:!?'*_)]}»”’".split(''))

/** All web addresses of a mail, each once: anchors first, in their order, then those only written out in the text. */
export function findLinks({ text, htmlLinks }: { text: string; htmlLinks: FoundLink[] }): FoundLink[] {
  const found = new Map<string, FoundLink>()
  for (const link of htmlLinks) add(found, link)
  addBareLinks(found, text.slice(0, MAX_TEXT_CHARS))
  return [...found.values()]
}

function add(found: Map<string, FoundLink>, link: FoundLink): void {
  if (!/^https?:\/\//i.test(link.url)) return
  const known = found.get(link.url)
  if (known === undefined && found.size < MAX_LINKS) found.set(link.url, { ...link })
  // A logo or the address written out comes before the button: the button's words say more.
  else if (known !== undefined && !isWordy(known.text) && isWordy(link.text)) known.text = link.text
}

function addBareLinks(found: Map<string, FoundLink>, text: string): void {
  let end = 0
  bareAddress.lastIndex = 0
  for (let match = bareAddress.exec(text); match !== null; match = bareAddress.exec(text)) {
    if (found.size >= MAX_LINKS) return
    const url = trimPunctuation(match[0])
    // Most were anchors, and their words say more than the line in front.
    if (!found.has(url)) add(found, { url, text: introduction(text.slice(end, match.index)) })
    end = match.index + url.length
  }
}

function trimPunctuation(address: string): string {
  const balanced = address.includes('(')
  let end = address.length
  while (end > 0 && trailing.has(address[end - 1] ?? '') && !(balanced && address[end - 1] === ')')) end -= 1
  return address.slice(0, end)
}

/** The words of the line before the address, or of the nearest line above it. */
function introduction(before: string): string {
  const lines = before.slice(-4 * MAX_INTRODUCTION_CHARS).split('\n')
  const line = lines.findLast(candidate => /\p{L}/u.test(candidate)) ?? ''
  return line
    .trim()
    .replace(/^[\s)\]>.,;]+|[\s:：(<*-]+$/gu, '')
    .slice(-MAX_INTRODUCTION_CHARS)
}

function isWordy(text: string): boolean {
  return text !== '' && !/^(?:https?:|www\.)/i.test(text)
}
