import { Tokenizer } from 'htmlparser2'
import type { FoundLink } from '#shared/links/found-link.ts'
import { createAnchors } from './html-anchors.ts'
import { createHiddenTracker } from './html-hidden.ts'
import { blockTags, cellTags, readAttributes, silentTags, type Attributes } from './html-names.ts'
import { countCssUrls, isRemote } from './html-values.ts'
import { createTextBuilder } from './text-builder.ts'

export type HtmlReading = { text: string; links: FoundLink[]; remoteCount: number }

// Real mail stays far below; what comes after a megabyte of markup is padding or an attack.
const MAX_HTML_CHARS = 1_000_000

/**
 * One pass over the tokens. The parser class on top of this tokenizer keeps a stack of open elements that costs
 * quadratic time on deep nesting, and nothing here needs a tree.
 */
export function readHtml(html: string): HtmlReading {
  const source = html.length > MAX_HTML_CHARS ? html.slice(0, MAX_HTML_CHARS) : html
  const page = createPage()
  const tokenizer = new Tokenizer({ decodeEntities: true }, tokenHandlers(source, page))
  tokenizer.write(source)
  tokenizer.end()
  return page.finish()
}

function tokenHandlers(source: string, page: ReturnType<typeof createPage>) {
  let tag = ''
  let attributes: Attributes = {}
  let name = ''
  let value = ''
  const openTag = () => page.open(tag, attributes)
  const ignore = () => {}
  return {
    onopentagname(start: number, end: number) {
      tag = source.slice(start, end).toLowerCase()
      attributes = {}
    },
    onattribname(start: number, end: number) {
      const found = source.slice(start, end).toLowerCase()
      name = readAttributes.has(found) ? found : ''
      value = ''
    },
    onattribdata(start: number, end: number) {
      if (name) value += source.slice(start, end)
    },
    onattribentity(codePoint: number) {
      if (name) value += String.fromCodePoint(codePoint)
    },
    onattribend() {
      if (name) attributes[name] ??= value
    },
    onopentagend: openTag,
    onselfclosingtag: openTag,
    onclosetag: (start: number, end: number) => page.close(source.slice(start, end).toLowerCase()),
    ontext: (start: number, end: number) => page.text(source.slice(start, end)),
    ontextentity: (codePoint: number) => page.text(String.fromCodePoint(codePoint)),
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
}

function createPage() {
  const builder = createTextBuilder()
  const hidden = createHiddenTracker()
  const anchors = createAnchors()
  let remoteCount = 0
  let silentTag = ''

  return {
    open(tag: string, attributes: Attributes) {
      remoteCount += countRemote(tag, attributes)
      silentTag = silentTags.has(tag) ? tag : ''
      hidden.open(tag, attributes)
      if (tag === 'a') anchors.open(attributes.href)
      if (tag === 'img' && !hidden.active()) anchors.image(attributes.alt)
      if (!hidden.active()) builder.gap(gapOf(tag))
      if (tag === 'pre') builder.keepLines(true)
    },
    close(tag: string) {
      if (!hidden.active()) builder.gap(gapOf(tag))
      hidden.close(tag)
      silentTag = ''
      if (tag === 'a') anchors.close()
      if (tag === 'pre') builder.keepLines(false)
    },
    text(chunk: string) {
      if (silentTag === 'style') remoteCount += countCssUrls(chunk)
      if (silentTag || hidden.active()) return
      builder.add(chunk)
      anchors.text(chunk)
    },
    finish: () => ({ text: builder.text(), links: anchors.finish(), remoteCount }),
  }
}

function gapOf(tag: string) {
  if (blockTags.has(tag)) return 'line'
  return cellTags.has(tag) ? 'cell' : 'none'
}

function countRemote(tag: string, attributes: Attributes): number {
  const { src, srcset, background, poster, data, href, style } = attributes
  const addresses = [src, srcset, background, poster, data, tag === 'link' ? href : undefined]
  const inCss = style ? countCssUrls(style) : 0
  return inCss + addresses.filter(address => address !== undefined && isRemote(address)).length
}
