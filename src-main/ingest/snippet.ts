import { limits } from './limits.ts'

/** The first words of a mail on one line, for lists. */
export function makeSnippet(text: string): string {
  // Four times the length leaves enough after long runs of white space and lines of dashes are gone.
  const line = text
    .slice(0, limits.snippetChars * 4)
    .replace(/[-=_*~]{4,}/g, ' ')
    .replace(/[\s\u00a0\u034f\u200b-\u200f\u2060\ufeff\u00ad]+/g, ' ')
    .trim()
  return line.length <= limits.snippetChars ? line : `${cutAtWord(line.slice(0, limits.snippetChars))}…`
}

function cutAtWord(line: string): string {
  const space = line.lastIndexOf(' ')
  const cut = space > limits.snippetChars / 2 ? line.slice(0, space) : line
  return cut.replace(/[\ud800-\udbff]$/, '')
}
