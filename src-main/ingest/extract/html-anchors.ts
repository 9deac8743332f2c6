import type { FoundLink } from '#shared/links/found-link.ts'
import { readHref } from './html-values.ts'

// More than any newsletter has; bounds what one message can make us store.
const MAX_LINKS = 500
const MAX_LINK_TEXT_CHARS = 200

/** Collects links with the words in them; an anchor ends where the next begins, as in a browser. */
export function createAnchors() {
  const links: FoundLink[] = []
  let url: string | undefined
  let words = ''
  let alt = ''
  const close = () => {
    const text = (words.trim() || alt.trim()).replace(/\s+/g, ' ').slice(0, MAX_LINK_TEXT_CHARS)
    if (url && links.length < MAX_LINKS) links.push({ url, text })
    url = undefined
  }
  return {
    open(href: string | undefined) {
      close()
      url = href === undefined ? undefined : readHref(href)
      words = ''
      alt = ''
    },
    image(text: string | undefined) {
      alt ||= text ?? ''
    },
    text(chunk: string) {
      if (url && words.length < MAX_LINK_TEXT_CHARS) words += chunk
    },
    close,
    finish() {
      close()
      return links
    },
  }
}
