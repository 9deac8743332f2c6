import { searchOperators } from '#shared/search/operators.ts'

/** What the last word of a search may become. `about` names its text: `search.operators.<about>`. */
export type SearchHint = { name: string; about: string }

const shownHints = 6
/** Operators that begin with a word of their own; the rest is grammar, which the documentation explains. */
const operators: SearchHint[] = searchOperators
  .filter(({ name }) => /^[a-z]+:/.test(name))
  .map(({ name }) => ({ name, about: textOf(name) }))

/** All operators before anything is typed; after `tag:` the tags. */
export function searchHints(search: string, tags: readonly string[] = []): SearchHint[] {
  const word = lastWord(search)
  if (word === '') return search === '' ? operators.slice(0, shownHints) : []
  const tagged = tags.map(tag => ({ name: `tag:${/\s/.test(tag) ? `"${tag}"` : tag}`, about: 'tag' }))
  const offered = word.startsWith('tag:') ? tagged : operators
  return offered.filter(({ name }) => name.startsWith(word) && name !== word).slice(0, shownHints)
}

/** `from:` is not a search yet. */
export function endsInOperator(search: string): boolean {
  return lastWord(search.trim()).endsWith(':')
}

/** What is opened may still be closed. */
export function isUnclosed(search: string): boolean {
  const countOf = (sign: string) => search.split(sign).length - 1
  return countOf('"') % 2 === 1 || countOf('(') > countOf(')')
}

/** Puts the operator in the place of the last word; one that is complete is followed by a space. */
export function applyHint(search: string, { name }: SearchHint): string {
  const before = search.slice(0, search.length - lastWord(search).length)
  return before + name + (name.endsWith(':') ? '' : ' ')
}

function lastWord(search: string): string {
  return /[^\s(-]*$/.exec(search)?.[0] ?? ''
}

/** `from:` is `from`, `is:read` is `isRead`. */
function textOf(name: string): string {
  const [field = '', value = ''] = name.split(':')
  return field + value.slice(0, 1).toUpperCase() + value.slice(1)
}
