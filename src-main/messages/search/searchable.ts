import type { SearchNode } from '#shared/search/ast.ts'
import { hasToken, isPunctuation } from './tokens.ts'

/**
 * Takes out the terms in which the index sees no word (an emoji, `---`), before anything is negated or joined:
 * such a term finds nothing, and its negation finds nothing either, so that no search, and no deletion by search, turns
 * into "everything". Bare punctuation beside other terms is passed over. Null when nothing is left to find.
 */
export function searchablePart(node: SearchNode): SearchNode | null {
  const part = reduce(node)
  return part === 'never' || part === 'skip' ? null : part
}

type Reduced = SearchNode | 'never' | 'skip'

function reduce(node: SearchNode): Reduced {
  if (node.kind === 'text') return hasToken(node.text) ? node : isPunctuation(node) ? 'skip' : 'never'
  if (node.kind === 'header') return hasToken(node.name) ? node : 'never'
  if (node.kind === 'not') {
    const child = reduce(node.child)
    return typeof child === 'string' ? child : { ...node, child }
  }
  if (node.kind === 'and' || node.kind === 'or') {
    const parts = node.children.map(reduce)
    if (node.kind === 'and' && parts.includes('never')) return 'never'
    const children = parts.filter(part => typeof part !== 'string')
    if (children.length > 0) return { ...node, children }
    return parts.includes('never') ? 'never' : 'skip'
  }
  return node
}
