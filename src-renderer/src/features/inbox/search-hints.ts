import { searchOperators, type SearchOperator } from '#shared/search/operators.ts'

const shownHints = 6
/** Operators that begin with a word of their own; the rest is grammar, which the documentation explains. */
const offered = searchOperators.filter(({ name }) => /^[a-z]+:/.test(name))

/** What the last word of a search may become: all of them before anything is typed. */
export function searchHints(search: string): SearchOperator[] {
  const word = lastWord(search)
  if (word === '') return search === '' ? offered.slice(0, shownHints) : []
  return offered.filter(({ name }) => name.startsWith(word) && name !== word).slice(0, shownHints)
}

/** Puts the operator in the place of the last word; one that is complete is followed by a space. */
export function applyHint(search: string, { name }: SearchOperator): string {
  const before = search.slice(0, search.length - lastWord(search).length)
  return before + name + (name.endsWith(':') ? '' : ' ')
}

function lastWord(search: string): string {
  return /[^\s(-]*$/.exec(search)?.[0] ?? ''
}
