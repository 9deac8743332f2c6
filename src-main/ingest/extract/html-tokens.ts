import { readAttributes, type Attributes } from './html-names.ts'
import { createPageTokenizer, type PageTokenizer } from './html-tokenizer.ts'

/** What is told about a page, in its order; names in lower case, entities decoded. */
export type TokenHandlers = {
  open: (tag: string, attributes: Readonly<Attributes>) => void
  close: (tag: string) => void
  text: (chunk: string) => void
}

/**
 * Reads plain tags and texts here, where the engine searches for their ends, and leaves all else to htmlparser2, which
 * goes from character to character: pieces with entities, elements whose content is no markup, and from anything odd on
 * the rest of the page.
 */
export function readTokens(source: string, to: TokenHandlers): void {
  const careful = createPageTokenizer(to)
  const known = new Map<string, Attributes>()
  for (let index = 0; index < source.length;) {
    const read = source[index] === '<' ? readTag : readText
    const next = read({ source, start: index, to, careful, known })
    if (next === undefined) {
      careful.rest(source.slice(index))
      return
    }
    index = next
  }
}

/** Where to read, and for whom. Every reader gives the place behind what it has read, or nothing when it is not plain. */
type At = {
  source: string
  start: number
  to: TokenHandlers
  careful: PageTokenizer
  /** Attributes by how they are written: a newsletter repeats its styles on hundreds of tags. */
  known: Map<string, Attributes>
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

function readText({ source, start, to, careful }: At): number | undefined {
  const found = source.indexOf('<', start)
  const end = found < 0 ? source.length : found
  const text = source.slice(start, end)
  if (!text.includes('&')) to.text(text)
  // An entity may end without a semicolon, as what follows has it.
  else if (/&[#\w]*$/.test(text)) return undefined
  else careful.piece(text)
  return end
}

function readTag(at: At): number | undefined {
  const { source, start, to, careful, known } = at
  const second = source[start + 1]
  if (second === '/') return readCloseTag(at)
  if (second === '!') return skipMarkup(at)
  openTag.lastIndex = start
  const match = openTag.exec(source)
  if (match === null) return undefined
  const tag = match[1]!.toLowerCase()
  if (rawTags.has(tag)) return readRawElement(at, openTag.lastIndex, rawTags.get(tag))
  const written = match[2]!
  if (written.includes('&')) careful.piece(match[0])
  else to.open(tag, written === '' ? noAttributes : knownAttributes(written, known))
  return openTag.lastIndex
}

const noAttributes: Attributes = {}

function readCloseTag({ source, start, to }: At): number | undefined {
  closeTag.lastIndex = start
  const match = closeTag.exec(source)
  if (match === null) return undefined
  to.close(match[1]!.toLowerCase())
  return closeTag.lastIndex
}

/** Comments and the type of the document. */
function skipMarkup({ source, start }: At): number | undefined {
  const isComment = source.startsWith('<!--', start)
  if (!isComment && !/^<!doctype\s/i.test(source.slice(start, start + 10))) return undefined
  const ending = isComment ? '-->' : '>'
  const end = source.indexOf(ending, start + 4)
  // Comments have other ends as well.
  if (end < 0 || (isComment && /^-?>|--!>/.test(source.slice(start + 4, end)))) return undefined
  return end + ending.length
}

function readRawElement({ source, start, careful }: At, from: number, ending?: RegExp): number | undefined {
  if (ending === undefined) return undefined
  ending.lastIndex = from
  if (ending.exec(source)?.[1] !== '>') return undefined
  careful.piece(source.slice(start, ending.lastIndex))
  return ending.lastIndex
}

// Enough for the styles of a page; what comes later is read anew.
const MAX_KNOWN = 200

function knownAttributes(written: string, known: Map<string, Attributes>): Attributes {
  const picked = known.get(written) ?? pickAttributes(written)
  if (known.size < MAX_KNOWN) known.set(written, picked)
  return picked
}

function pickAttributes(written: string): Attributes {
  const picked: Attributes = {}
  attribute.lastIndex = 0
  for (let match = attribute.exec(written); match !== null; match = attribute.exec(written)) {
    const name = match[1]!.toLowerCase()
    if (!readAttributes.has(name)) continue
    const [, , value = ''] = match
    picked[name] ??= value[0] === '"' || value[0] === "'" ? value.slice(1, -1) : value
  }
  return picked
}
