import type { Located } from './ast.ts'
import { fail } from './syntax-error.ts'

/** One word or one quoted phrase as typed; `star` when a `*` closes it. The location includes quotes and star. */
export type Value = Located & { text: string; quoted: boolean; star: boolean }

export function readValue(q: string, position: number): Value {
  return q[position] === '"' ? readQuoted(q, position) : readWord(q, position)
}

/** In `header:Name="a value"` the quote opens in the middle. */
export function readHeaderValue(q: string, position: number): Value {
  const start = readValue(q, position)
  const quoteAt = position + start.length
  if (start.quoted || !start.text.endsWith('=') || q[quoteAt] !== '"') return start
  const rest = readQuoted(q, quoteAt)
  return { ...rest, text: start.text + rest.text, position, length: start.length + rest.length }
}

function readQuoted(q: string, position: number): Value {
  const close = q.indexOf('"', position + 1)
  if (close < 0) {
    fail(
      { position, length: q.length - position },
      'This quote is never closed: add a " behind its last word',
    )
  }
  const star = q[close + 1] === '*'
  const length = close - position + (star ? 2 : 1)
  return { text: q.slice(position + 1, close).trim(), quoted: true, star, position, length }
}

/** A word ends at a space, a parenthesis or a quote. */
function readWord(q: string, position: number): Value {
  const word = /[^\s()"]*/y
  word.lastIndex = position
  const raw = word.exec(q)?.[0] ?? ''
  const text = raw.replace(/\*+$/, '')
  return { text, quoted: false, star: text !== raw, position, length: raw.length }
}
