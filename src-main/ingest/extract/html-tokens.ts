import { readEntities } from './html-entities.ts'
import { createKnownTags, type Tag } from './html-known-tags.ts'
import { emptyAttributes, isRead, mayBeRead, type Attributes } from './html-names.ts'
import { createPageTokenizer, type PageTokenizer } from './html-tokenizer.ts'

/** What is told about a page, in its order; names in lower case, entities decoded. */
export type TokenHandlers = {
  open: (tag: string, attributes: Readonly<Attributes>) => void
  close: (tag: string) => void
  text: (chunk: string) => void
}

/**
 * Reads plain tags and texts here, where the engine searches for their ends, and leaves all else to htmlparser2, which
 * goes from character to character: pieces with odd entities, elements whose content is no markup, and from anything odd
 * on the rest of the page.
 */
export function readTokens(source: string, to: TokenHandlers): void {
  const page = { source, to, careful: createPageTokenizer(to), known: createKnownTags(source) }
  for (let index = 0; index < source.length;) {
    const next = source[index] === '<' ? readTag(page, index) : readText(page, index)
    if (next === undefined) {
      page.careful.rest(source.slice(index))
      return
    }
    index = next
  }
}

/** What is read, and for whom. Every reader gives the place behind what it has read, or nothing when it is not plain. */
type Page = {
  source: string
  to: TokenHandlers
  careful: PageTokenizer
  known: ReturnType<typeof createKnownTags>
}

/** White space of HTML: fewer characters than that of JavaScript. */
const space = '[ \\n\\t\\f\\r]'
const quoted = `"[^"]*"|'[^']*'`
const bare = '[\\w#%.:+-]+'
// More attributes than a plain tag has; bounds what the engine keeps in mind.
const attributes = `(?:${space}+[\\w:.-]+(?:=(?:${quoted}|${bare}(?=[ \\n\\t\\f\\r>])))?){0,50}`
const openTag = new RegExp(`<([a-zA-Z][a-zA-Z0-9:-]*)(${attributes})${space}*/?>`, 'y')
const closeTag = /<\/([a-zA-Z][a-zA-Z0-9:-]*)[ \n\t\f\r]*>/y
const attribute = new RegExp(`([\\w:.-]+)(?:=(${quoted}|${bare}))?`, 'g')

/** Elements whose content is no markup (HTML, 13.2.5). */
const rawTags = new Map<string, RegExp | undefined>([
  ['style', /<\/style(>?)/gi],
  ['title', /<\/title(>?)/gi],
  ...['script', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp', 'plaintext'].map(
    tag => [tag, undefined] as const,
  ),
])

function readText({ source, to, careful }: Page, start: number): number | undefined {
  const found = source.indexOf('<', start)
  const end = found < 0 ? source.length : found
  const text = source.slice(start, end)
  if (!text.includes('&')) to.text(text)
  // An entity may end without a semicolon, as what follows has it.
  else if (/&[#\w]*$/.test(text)) return undefined
  else tellEntities(text, to, careful)
  return end
}

function tellEntities(text: string, to: TokenHandlers, careful: PageTokenizer): void {
  const pieces = readEntities(text)
  if (pieces === undefined) careful.piece(text)
  else for (const piece of pieces) to.text(piece)
}

function readTag(page: Page, start: number): number | undefined {
  const { source, known, to } = page
  const second = source[start + 1]
  if (second === '!') return skipMarkup(page, start)
  const end = source.indexOf('>', start) + 1
  const tag = known.find(start, end)
  if (tag === undefined) return second === '/' ? readCloseTag(page, start) : readOpenTag(page, start)
  tell(tag, to)
  return end
}

function tell({ name, attributes }: Tag, to: TokenHandlers): void {
  if (attributes === undefined) to.close(name)
  else to.open(name, attributes)
}

function readOpenTag(page: Page, start: number): number | undefined {
  openTag.lastIndex = start
  const match = openTag.exec(page.source)
  if (match === null) return undefined
  const end = openTag.lastIndex
  const name = match[1]!.toLowerCase()
  const list = match[2]!
  if (rawTags.has(name)) return readRawElement(page, { start, end, name, list })
  if (oddEntity.test(list)) page.careful.piece(match[0])
  else tellNew(page, start, end, { name, attributes: pickAttributes(list) })
  return end
}

function tellNew({ known, to }: Page, start: number, end: number, tag: Tag): void {
  known.add(start, end, tag)
  tell(tag, to)
}

/** In attributes an entity ends in more ways than one. */
const oddEntity = /&(?!amp;)/

function readCloseTag(page: Page, start: number): number | undefined {
  closeTag.lastIndex = start
  const match = closeTag.exec(page.source)
  if (match === null) return undefined
  const end = closeTag.lastIndex
  tellNew(page, start, end, { name: match[1]!.toLowerCase() })
  return end
}

/** Comments and the type of the document. */
function skipMarkup({ source }: Page, start: number): number | undefined {
  const isComment = source.startsWith('<!--', start)
  if (!isComment && !/^<!doctype\s/i.test(source.slice(start, start + 10))) return undefined
  const ending = isComment ? '-->' : '>'
  const end = source.indexOf(ending, start + 4)
  // Comments have other ends as well.
  if (end < 0 || (isComment && /^-?>|--!>/.test(source.slice(start + 4, end)))) return undefined
  return end + ending.length
}

type RawTag = { start: number; end: number; name: string; list: string }

function readRawElement({ source, careful, to }: Page, tag: RawTag): number | undefined {
  const { start, end, name, list } = tag
  const ending = rawTags.get(name)
  if (ending === undefined) return undefined
  ending.lastIndex = end
  const match = ending.exec(source)
  if (match?.[1] !== '>') return undefined
  const content = source.slice(end, match.index)
  const isPlain = source[end - 2] !== '/' && !oddEntity.test(list) && !/[&<]/.test(content)
  if (!isPlain) careful.piece(source.slice(start, ending.lastIndex))
  else {
    to.open(name, pickAttributes(list))
    if (content !== '') to.text(content)
    to.close(name)
  }
  return ending.lastIndex
}

function pickAttributes(list: string): Attributes {
  if (!mayBeRead.test(list)) return noAttributes
  const picked = emptyAttributes()
  attribute.lastIndex = 0
  for (let match = attribute.exec(list); match !== null; match = attribute.exec(list)) {
    const name = match[1]!.toLowerCase()
    if (isRead(name)) picked[name] ??= plainValue(match[2] ?? '')
  }
  return picked
}

const noAttributes = emptyAttributes()

function plainValue(written: string): string {
  const value = written[0] === '"' || written[0] === "'" ? written.slice(1, -1) : written
  return value.includes('&') ? value.replaceAll('&amp;', '&') : value
}
