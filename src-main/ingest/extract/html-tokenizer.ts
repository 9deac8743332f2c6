import { Tokenizer } from 'htmlparser2'
import { emptyAttributes, isRead, type Attributes } from './html-names.ts'
import type { TokenHandlers } from './html-tokens.ts'

/** Reads pages with htmlparser2, from the state of plain text on. */
export type PageTokenizer = {
  /** Reads a piece that ends outside of any tag or entity. */
  piece: (source: string) => void
  /** Reads to the end of the page. */
  rest: (source: string) => void
}

/**
 * The parser class on top of this tokenizer keeps a stack of open elements that costs quadratic time on deep nesting,
 * and nothing here needs a tree.
 */
export function createPageTokenizer(to: TokenHandlers): PageTokenizer {
  let source = ''
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    tokenCallbacks(to, (start, end) => source.slice(start, end)),
  )
  const piece = (text: string) => {
    source = text
    tokenizer.reset()
    tokenizer.write(text)
  }
  return {
    piece,
    rest(text) {
      piece(text)
      tokenizer.end()
    },
  }
}

function tokenCallbacks(to: TokenHandlers, slice: (start: number, end: number) => string) {
  let tag = ''
  let attributes = emptyAttributes()
  let name: keyof Attributes | undefined
  let value = ''
  const openTag = () => to.open(tag, attributes)
  const ignore = () => {}
  return {
    onopentagname(start: number, end: number) {
      tag = slice(start, end).toLowerCase()
      attributes = emptyAttributes()
    },
    onattribname(start: number, end: number) {
      const found = slice(start, end).toLowerCase()
      name = isRead(found) ? found : undefined
      value = ''
    },
    onattribdata(start: number, end: number) {
      if (name) value += slice(start, end)
    },
    onattribentity(codePoint: number) {
      if (name) value += String.fromCodePoint(codePoint)
    },
    onattribend() {
      if (name) attributes[name] ??= value
    },
    onopentagend: openTag,
    onselfclosingtag: openTag,
    onclosetag: (start: number, end: number) => to.close(slice(start, end).toLowerCase()),
    ontext: (start: number, end: number) => to.text(slice(start, end)),
    ontextentity: (codePoint: number) => to.text(String.fromCodePoint(codePoint)),
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
}
