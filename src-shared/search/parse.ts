import type { Located, SearchNode, SearchResult } from './ast.ts'
import { maxSearchLength, maxSearchNesting } from './limits.ts'
import { scan, type Token } from './scan.ts'
import { fail, SearchSyntaxError } from './syntax-error.ts'

/** The grammar is described in README.md. A search of nothing but spaces is null: everything. */
export function parseSearch(q: string): SearchResult {
  try {
    limitLength(q)
    return { ok: true, query: parseTokens(scan(q)) }
  } catch (error) {
    if (!(error instanceof SearchSyntaxError)) throw error
    return { ok: false, error: { ...error.at, message: error.message } }
  }
}

/** Where the parser stands, and how many parentheses are open around it. */
type Cursor = { tokens: Token[]; next: number; depth: number }

function parseTokens(tokens: Token[]): SearchNode | null {
  if (tokens.length === 0) return null
  const cursor: Cursor = { tokens, next: 0, depth: 0 }
  const query = parseAlternatives(cursor)
  const extra = peek(cursor)
  if (extra) fail(extra, 'This ) closes nothing: leave it out, or add a ( before it')
  return query
}

function parseAlternatives(cursor: Cursor): SearchNode {
  const sides = [parseConjunction(cursor)]
  for (let token = peek(cursor); token?.kind === 'or'; token = peek(cursor)) {
    cursor.next += 1
    if (!startsOperand(peek(cursor))) failMissingSide(token, 'OR')
    sides.push(parseConjunction(cursor))
  }
  return combine('or', sides)
}

/** Terms side by side must all match; an `AND` between them may be written and changes nothing. */
function parseConjunction(cursor: Cursor): SearchNode {
  const operands = [parseOperand(cursor)]
  for (let token = peek(cursor); token; token = peek(cursor)) {
    if (token.kind === 'and') {
      cursor.next += 1
      if (!startsOperand(peek(cursor))) failMissingSide(token, 'AND')
    } else if (!startsOperand(token)) break
    operands.push(parseOperand(cursor))
  }
  return combine('and', operands)
}

function parseOperand(cursor: Cursor): SearchNode {
  const token = peek(cursor)!
  cursor.next += 1
  if (token.kind === 'term') return token.leaf
  if (token.kind === 'open') return parseGroup(cursor, token)
  if (token.kind === 'minus') {
    const child = parseOperand(cursor)
    return { kind: 'not', child, ...from(token, child) }
  }
  if (token.kind === 'close') fail(token, 'This ) closes nothing: leave it out, or add a ( before it')
  return failMissingSide(token, token.kind === 'or' ? 'OR' : 'AND')
}

function parseGroup(cursor: Cursor, open: Token): SearchNode {
  cursor.depth += 1
  if (cursor.depth > maxSearchNesting) {
    fail(open, `Parentheses go at most ${maxSearchNesting} deep: write the search flatter`)
  }
  const first = peek(cursor)
  if (!first) failUnclosed(open)
  if (first.kind === 'close') fail(from(open, first), 'Put something between the parentheses')
  const inner = parseAlternatives(cursor)
  const close = peek(cursor) ?? failUnclosed(open)
  cursor.next += 1
  cursor.depth -= 1
  return { ...inner, ...from(open, close) }
}

function peek(cursor: Cursor): Token | undefined {
  return cursor.tokens[cursor.next]
}

function startsOperand(token: Token | undefined): boolean {
  return token?.kind === 'term' || token?.kind === 'minus' || token?.kind === 'open'
}

function combine(kind: 'and' | 'or', children: SearchNode[]): SearchNode {
  const first = children[0]!
  return children.length === 1 ? first : { kind, children, ...from(first, children.at(-1)!) }
}

function from(first: Located, last: Located): Located {
  return { position: first.position, length: last.position + last.length - first.position }
}

function failMissingSide(at: Located, word: 'OR' | 'AND'): never {
  fail(at, `${word} needs a term on both sides; to search for the word, quote it: "${word}"`)
}

function failUnclosed(open: Located): never {
  fail(open, 'This ( is never closed: add a ) behind the last term, or quote it: "("')
}

function limitLength(q: string): void {
  if (q.length <= maxSearchLength) return
  const at = { position: maxSearchLength, length: q.length - maxSearchLength }
  fail(at, `A search takes at most ${maxSearchLength.toLocaleString('en')} characters: make it shorter`)
}
