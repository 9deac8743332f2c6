import type { FoundLink } from '#shared/links/found-link.ts'
import { createAnchors } from './html-anchors.ts'
import { createHiddenTracker } from './html-hidden.ts'
import { gapOf, silentTags, type Attributes } from './html-names.ts'
import { readTokens } from './html-tokens.ts'
import { createStyles, noStyle } from './html-styles.ts'
import { countCssUrls, isRemote } from './html-values.ts'
import { createTextBuilder } from './text-builder.ts'

export type HtmlReading = { text: string; links: FoundLink[]; remoteCount: number }

// Real mail stays far below; what comes after a megabyte of markup is padding or an attack.
const MAX_HTML_CHARS = 1_000_000

/** What a reader of a page sees, and what opening it would load. One pass over its tags and texts. */
export function readHtml(html: string): HtmlReading {
  const page = createPage()
  readTokens(html.length > MAX_HTML_CHARS ? html.slice(0, MAX_HTML_CHARS) : html, page)
  return page.finish()
}

function createPage() {
  const builder = createTextBuilder()
  const hidden = createHiddenTracker()
  const anchors = createAnchors()
  const styles = createStyles()
  let remoteCount = 0
  let silentTag = ''

  return {
    open(tag: string, attributes: Attributes) {
      const style = attributes.style ? styles.read(attributes.style) : noStyle
      remoteCount += style.remoteCount + countRemote(tag, attributes)
      silentTag = silentTags.has(tag) ? tag : ''
      hidden.open(tag, style.isHidden || attributes.hidden !== undefined)
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

const loading = ['src', 'srcset', 'background', 'poster', 'data'] as const

function countRemote(tag: string, attributes: Attributes): number {
  let count = tag === 'link' && isRemote(attributes.href) ? 1 : 0
  for (const name of loading) if (isRemote(attributes[name])) count += 1
  return count
}
