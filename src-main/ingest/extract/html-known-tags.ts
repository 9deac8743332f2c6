import type { Attributes } from './html-names.ts'

/** One that closes an element has no attributes. */
export type Tag = { name: string; attributes?: Attributes }
type KnownTag = { tag: Tag; written: string }

// Longer ones seldom come twice.
const MAX_CHARS = 1_000
// Enough for the tags of a page; what comes later is read anew.
const MAX_KNOWN = 500

/**
 * The tags of a page by how they are written: a newsletter repeats each of its own hundreds of times. They are found by
 * their length and three of their characters, of several with the same the last; putting each into a string of its own to
 * look it up would take longer than reading it.
 */
export function createKnownTags(source: string) {
  const tags = new Map<number, KnownTag>()
  const keyOf = (start: number, end: number) =>
    ((end - start) << 18) |
    ((source.charCodeAt(start + 1) & 63) << 12) |
    ((source.charCodeAt((start + end) >> 1) & 63) << 6) |
    (source.charCodeAt(end - 3) & 63)
  return {
    /** The same text was found to be this tag elsewhere on the page. */
    find(start: number, end: number): Tag | undefined {
      if (end - start > MAX_CHARS) return undefined
      const known = tags.get(keyOf(start, end))
      const isSame = known?.written.length === end - start && source.startsWith(known.written, start)
      return isSame ? known.tag : undefined
    },
    add(start: number, end: number, tag: Tag): void {
      if (end - start > MAX_CHARS || tags.size >= MAX_KNOWN) return
      tags.set(keyOf(start, end), { tag, written: source.slice(start, end) })
    },
  }
}
