import type { SearchNode } from '#shared/search/ast.ts'
import { headerCheck, toCondition, type SqlCondition } from './conditions.ts'
import { ftsConjunction, headerCandidates } from './fts-expression.ts'
import { searchablePart } from './searchable.ts'

/**
 * `match` drives the list through the index (`message_index MATCH ?`); null when nothing positive is asked of the
 * text. Every condition must hold as well. README.md shows the query.
 */
export type CompiledSearch = { match: string | null; conditions: SqlCondition[] }

export function compileSearch(node: SearchNode | null, now: number): CompiledSearch {
  if (node === null) return { match: null, conditions: [] }
  const part = searchablePart(node)
  if (part === null) return { match: null, conditions: [{ sql: '0', params: [] }] }
  const terms = requiredTerms(part)
  const headers = terms.filter(term => term.kind === 'header')
  const candidates = headers.map(headerCandidates)
  const { text, rest } = ftsConjunction(
    terms.filter(term => term.kind !== 'header'),
    candidates,
  )
  return {
    match: text,
    conditions: [...rest.map(term => toCondition(term, now)), ...headers.map(headerCheck)],
  }
}

/** `a (b c)` asks for three terms: parentheses around what must hold anyway say nothing. */
function requiredTerms(node: SearchNode): SearchNode[] {
  return node.kind === 'and' ? node.children.flatMap(requiredTerms) : [node]
}
