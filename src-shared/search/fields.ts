import type { Located, SearchFlag, SearchLeaf, TextField } from './ast.ts'
import { parseByteSize } from './byte-size.ts'
import { parseMoment } from './moment.ts'
import { searchOperators } from './operators.ts'
import { fail } from './syntax-error.ts'
import { readHeaderValue, readValue, type Value } from './value.ts'

/** Reads `name:value`, which starts at `position`; `valueAt` is the offset behind the colon. */
export function readField(q: string, name: FieldName, position: number, valueAt: number): SearchLeaf {
  const value = name === 'header' ? readHeaderValue(q, valueAt) : readValue(q, valueAt)
  const at: Located = { position, length: valueAt + value.length - position }
  if (value.text === '') fail(at, `Put a value right behind the colon, as in ${exampleOf(name)}`)
  return readers[name](value, at)
}

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(readers, name)
}

export type FieldName = keyof typeof readers

const readers = {
  from: textReader('from'),
  to: textReader('to'),
  cc: textReader('cc'),
  subject: textReader('subject'),
  body: textReader('body'),
  filename: textReader('filename'),
  header: readHeader,
  tag: (value, at) => ({ kind: 'tag', tag: exact(value, 'tag:'), ...at }),
  is: flagReader('is:', ['read', 'unread', 'pinned']),
  has: flagReader('has:', ['attachment', 'code']),
  before: dateReader('before'),
  after: dateReader('after'),
  larger: sizeReader('larger'),
  smaller: sizeReader('smaller'),
} satisfies Record<string, Reader>

/** Sorted as the operators are offered, for the messages that list them. */
export const fieldNames: readonly string[] = Object.keys(readers)

type Reader = (value: Value, at: Located) => SearchLeaf

function textReader(field: TextField): Reader {
  return (value, at) => ({
    kind: 'text',
    field,
    text: value.text,
    quoted: value.quoted,
    prefix: value.star,
    ...at,
  })
}

/** The last word of a header's value matches by its start anyway, so a star changes nothing. */
function readHeader(value: Value, at: Located): SearchLeaf {
  const equals = value.text.indexOf('=')
  const name = equals < 0 ? value.text : value.text.slice(0, equals)
  if (!/^[\w!#$%&'*+.^`|~-]*[a-z0-9][\w!#$%&'*+.^`|~-]*$/i.test(name)) {
    fail(value, 'Write the header’s name first, as in header:X-Mailer=nodemailer or header:X-Mailer')
  }
  if (equals < 0) return { kind: 'header', name, value: null, ...at }
  const wanted = value.text.slice(equals + 1).trim()
  if (wanted === '') fail(at, `Put a value behind the =, or write header:${name} for any value`)
  return { kind: 'header', name, value: wanted, ...at }
}

function flagReader(field: 'is:' | 'has:', flags: readonly SearchFlag[]): Reader {
  return (value, at) => {
    const flag = flags.find(known => known === exact(value, field).toLowerCase())
    const choices = flags.map(known => field + known).join(', ')
    return flag
      ? { kind: 'flag', flag, ...at }
      : fail(value, `There is no ${field}${value.text}: use ${choices}`)
  }
}

function dateReader(side: 'before' | 'after'): Reader {
  return (value, at) => {
    const moment = parseMoment(exact(value, `${side}:`))
    const help = 'Not a date: use 2026-11-21, 2026-11-21T05:00:00Z (UTC), or 7d, 12h, 30m ago'
    return moment ? { kind: 'date', side, moment, ...at } : fail(value, help)
  }
}

function sizeReader(side: 'larger' | 'smaller'): Reader {
  return (value, at) => {
    const bytes = parseByteSize(exact(value, `${side}:`))
    if (bytes === undefined) fail(value, 'Not a size: use bytes as in 10000, or 10k, 10KB, 2M, 2MB')
    return { kind: 'size', side, bytes, ...at }
  }
}

function exact(value: Value, field: string): string {
  return value.star ? fail(value, `${field} takes a whole value: leave out the *`) : value.text
}

function exampleOf(name: FieldName): string {
  return searchOperators.find(operator => operator.name.startsWith(`${name}:`))?.example ?? `${name}:value`
}
