import type { Located, SearchLeaf } from './ast.ts'
import { fieldNames, isFieldName, readField } from './fields.ts'
import { maxSearchTerms } from './limits.ts'
import { fail } from './syntax-error.ts'
import { readValue, type Value } from './value.ts'

export type Token =
  | (Located & { kind: 'open' | 'close' | 'or' | 'and' | 'minus' })
  | (Located & { kind: 'term'; leaf: SearchLeaf })

export function scan(q: string): Token[] {
  const tokens: Token[] = []
  for (let at = skipSpace(q, 0); at < q.length; at = skipSpace(q, at)) {
    const token = readToken(q, at)
    tokens.push(token)
    at += token.length
  }
  return limitTerms(q, tokens)
}

function skipSpace(q: string, from: number): number {
  let at = from
  while (at < q.length && /\s/.test(q.charAt(at))) at += 1
  return at
}

function readToken(q: string, position: number): Token {
  const first = q[position]
  if (first === '(') return { kind: 'open', position, length: 1 }
  if (first === ')') return { kind: 'close', position, length: 1 }
  if (first === '-' && q[position + 1] !== '-') return readMinus(q, position)
  const afterMinus = q[position - 1] === '-'
  return readTerm(q, position, afterMinus)
}

function readMinus(q: string, position: number): Token {
  if (/^[^\s)]/.test(q.slice(position + 1))) return { kind: 'minus', position, length: 1 }
  fail(
    { position, length: 1 },
    'Put what to leave out right behind the -, as in -newsletter, or quote it: "-"',
  )
}

function readTerm(q: string, position: number, afterMinus: boolean): Token {
  const field = /^([a-z]+):/i.exec(q.slice(position))
  if (field) {
    const name = field[1]!.toLowerCase()
    const valueAt = position + field[0].length
    if (isFieldName(name)) return asTerm(readField(q, name, position, valueAt))
    refuseUnknownField(q, name, position, valueAt)
  }
  const value = readValue(q, position)
  const keyword =
    value.quoted || afterMinus ? undefined : keywords.get(q.slice(position, position + value.length))
  return keyword ? { kind: keyword, position, length: value.length } : asTerm(plainTerm(value))
}

const keywords = new Map<string, 'or' | 'and'>([
  ['OR', 'or'],
  ['AND', 'and'],
])

function asTerm(leaf: SearchLeaf): Token {
  return { kind: 'term', leaf, position: leaf.position, length: leaf.length }
}

function plainTerm(value: Value): SearchLeaf {
  const { text, quoted, star: prefix, position, length } = value
  if (text === '' && quoted) fail(value, 'Put words between the quotes')
  if (text === '') fail(value, 'Put the start of a word before the *, as in pass*')
  return { kind: 'text', field: 'any', text, quoted, prefix, position, length }
}

/**
 * Only a letter or a quote right behind the colon makes a mistaken field of an unknown word: `http://x.test`,
 * `localhost:8025`, `std::list` and a pasted `Re: hello` are words.
 */
function refuseUnknownField(q: string, name: string, position: number, valueAt: number): void {
  if (!/^["\p{L}]/u.test(q.slice(valueAt))) return
  const length = valueAt + readValue(q, valueAt).length - position
  const fields = fieldNames.map(field => `${field}:`).join(' ')
  fail(
    { position, length },
    `There is no field ${name}: – quote it to search for the words, or use ${fields}`,
  )
}

function limitTerms(q: string, tokens: Token[]): Token[] {
  const extra = tokens.filter(token => token.kind === 'term')[maxSearchTerms]
  if (!extra) return tokens
  const { position } = extra
  fail(
    { position, length: q.length - position },
    `A search takes at most ${maxSearchTerms} terms: leave some out`,
  )
}
