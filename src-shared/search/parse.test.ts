import { describe, expect, test } from 'vitest'
import type { SearchError, SearchNode } from './ast.ts'
import { maxSearchLength, maxSearchNesting, maxSearchTerms } from './limits.ts'
import { searchOperators } from './operators.ts'
import { parseSearch } from './parse.ts'

const hour = 3_600_000
const day = 24 * hour

function tree(q: string): SearchNode | null {
  const result = parseSearch(q)
  if (!result.ok) throw new Error(`${q}: ${result.error.message}`)
  return result.query
}

function error(q: string): SearchError {
  const result = parseSearch(q)
  if (result.ok) throw new Error(`${q} is no error`)
  return result.error
}

/** Short form for the tables: positions have tests of their own. */
function show(node: SearchNode | null): string {
  if (node === null) return 'everything'
  if (node.kind === 'and' || node.kind === 'or') return `(${node.kind} ${node.children.map(show).join(' ')})`
  if (node.kind === 'not') return `(not ${show(node.child)})`
  if (node.kind !== 'text') return node.kind
  const quote = node.quoted ? '"' : ''
  return `${node.field === 'any' ? '' : `${node.field}:`}${quote}${node.text}${quote}${node.prefix ? '*' : ''}`
}

describe('structure', () => {
  test.each([
    ['', 'everything'],
    [' \t\n', 'everything'],
    ['a', 'a'],
    ['a b c', '(and a b c)'],
    ['a AND b', '(and a b)'],
    ['a b OR c d', '(or (and a b) (and c d))'],
    ['a OR b OR c', '(or a b c)'],
    ['a (b OR c)', '(and a (or b c))'],
    ['((a))', 'a'],
    ['a(b)"c"d', '(and a b "c" d)'],
    ['-a', '(not a)'],
    ['-(a OR b) c', '(and (not (or a b)) c)'],
    ['-"a b"', '(not "a b")'],
    ['-from:a', '(not from:a)'],
    ['(-(-a))', '(not (not a))'],
    ['or and', '(and or and)'],
    ['"OR" -OR', '(and "OR" (not OR))'],
    ['--- --flag e-mail', '(and --- --flag e-mail)'],
    ['a* "b c"* d**', '(and a* "b c"* d*)'],
    ['a*b', 'a*b'],
    ['from:a* to:"b c" CC:d', '(and from:a* to:"b c" cc:d)'],
    ['subject:"reset your" body:x filename:a.pdf', '(and subject:"reset your" body:x filename:a.pdf)'],
    ['(from:a OR from:b)', '(or from:a from:b)'],
    ['12:30 http://x.test localhost:8025', '(and 12:30 http://x.test localhost:8025)'],
    ['Re: hello std::list a1:b', '(and Re: hello std::list a1:b)'],
    ['"foo:bar"', '"foo:bar"'],
  ])('%j', (q, expected) => expect(show(tree(q))).toBe(expected))
})

describe('positions', () => {
  test('of a whole tree', () => {
    expect(tree('a -(subject:"b c"* OR d)')).toEqual({
      kind: 'and',
      position: 0,
      length: 24,
      children: [
        { kind: 'text', field: 'any', text: 'a', quoted: false, prefix: false, position: 0, length: 1 },
        {
          kind: 'not',
          position: 2,
          length: 22,
          child: {
            kind: 'or',
            position: 3,
            length: 21,
            children: [
              {
                kind: 'text',
                field: 'subject',
                text: 'b c',
                quoted: true,
                prefix: true,
                position: 4,
                length: 14,
              },
              {
                kind: 'text',
                field: 'any',
                text: 'd',
                quoted: false,
                prefix: false,
                position: 22,
                length: 1,
              },
            ],
          },
        },
      ],
    })
  })
})

describe('values', () => {
  test.each<[string, object]>([
    ['header:X-Mailer', { kind: 'header', name: 'X-Mailer', value: null }],
    ['header:X-Mailer=node', { kind: 'header', name: 'X-Mailer', value: 'node' }],
    ['header:X-Mailer=a=b*', { kind: 'header', name: 'X-Mailer', value: 'a=b' }],
    ['header:Subject="reset your"', { kind: 'header', name: 'Subject', value: 'reset your' }],
    ['header:"Subject=reset your"', { kind: 'header', name: 'Subject', value: 'reset your' }],
    ['tag:Check-out', { kind: 'tag', tag: 'Check-out' }],
    ['tag:"two words"', { kind: 'tag', tag: 'two words' }],
    ['is:read', { kind: 'flag', flag: 'read' }],
    ['is:UNREAD', { kind: 'flag', flag: 'unread' }],
    ['is:pinned', { kind: 'flag', flag: 'pinned' }],
    ['has:attachment', { kind: 'flag', flag: 'attachment' }],
    ['has:"code"', { kind: 'flag', flag: 'code' }],
    ['after:7d', { kind: 'date', side: 'after', moment: { kind: 'ago', ms: 7 * day } }],
    ['after:12H', { kind: 'date', side: 'after', moment: { kind: 'ago', ms: 12 * hour } }],
    ['before:30m', { kind: 'date', side: 'before', moment: { kind: 'ago', ms: hour / 2 } }],
    ['larger:10000', { kind: 'size', side: 'larger', bytes: 10_000 }],
    ['larger:10k', { kind: 'size', side: 'larger', bytes: 10_240 }],
    ['larger:10KB', { kind: 'size', side: 'larger', bytes: 10_240 }],
    ['smaller:2M', { kind: 'size', side: 'smaller', bytes: 2_097_152 }],
    ['smaller:1.5mb', { kind: 'size', side: 'smaller', bytes: 1_572_864 }],
  ])('%s', (q, expected) => expect(tree(q)).toEqual({ ...expected, position: 0, length: q.length }))

  test.each([
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-11-21T05:06', '2026-11-21T05:06:00.000Z'],
    ['2026-11-21T05:06:07Z', '2026-11-21T05:06:07.000Z'],
    ['2026-11-21T05:06:07.8Z', '2026-11-21T05:06:07.800Z'],
    ['2026-11-21t05:06:07.123456+02:30', '2026-11-21T02:36:07.123Z'],
    ['"2026-11-21T22:00:00-05:00"', '2026-11-22T03:00:00.000Z'],
  ])('before:%s', (date, iso) => {
    expect(tree(`before:${date}`)).toMatchObject({ moment: { kind: 'at', ms: Date.parse(iso) } })
  })
})

describe('errors', () => {
  test.each<[string, number, number, RegExp]>([
    ['a "b c', 2, 4, /never closed: add a "/],
    ['subject:"b', 8, 2, /never closed/],
    ['header:X="b', 9, 2, /never closed/],
    ['a (b', 2, 1, /\( is never closed/],
    ['a (', 2, 1, /\( is never closed/],
    ['a) b', 1, 1, /\) closes nothing/],
    [')', 0, 1, /\) closes nothing/],
    ['a ( ) b', 2, 3, /between the parentheses/],
    ['OR a', 0, 2, /OR needs a term on both sides/],
    ['a OR', 2, 2, /OR needs/],
    ['a OR OR b', 2, 2, /OR needs/],
    ['(a OR) b', 3, 2, /OR needs/],
    ['(OR a)', 1, 2, /OR needs/],
    ['a AND', 2, 3, /AND needs/],
    ['a AND OR b', 2, 3, /AND needs/],
    ['a - b', 2, 1, /right behind the -/],
    ['a -', 2, 1, /right behind the -/],
    ['(a -)', 3, 1, /right behind the -/],
    ['a ""', 2, 2, /between the quotes/],
    ['" "', 0, 3, /between the quotes/],
    ['a *', 2, 1, /before the \*/],
    ['a from: b', 2, 5, /as in from:billing@shop\.test/],
    ['subject:""', 0, 10, /as in subject:/],
    ['-is:', 1, 3, /as in is:read/],
    ['(to:)', 1, 3, /as in to:alice/],
    ['from:*', 0, 6, /as in from:/],
    ['a foo:bar', 2, 7, /no field foo:.* from: to: cc: .* smaller:/],
    ['foo:"b c"', 0, 9, /no field foo:/],
    ['is:new', 3, 3, /is:read, is:unread, is:pinned/],
    ['has:link', 4, 4, /has:attachment, has:code/],
    ['is:read*', 3, 5, /leave out the \*/],
    ['tag:a*', 4, 2, /leave out the \*/],
    ['header:=x', 7, 2, /name first/],
    ['header:"a b"', 7, 5, /name first/],
    ['header:X=', 0, 9, /header:X for any value/],
    ['before:yesterday', 7, 9, /2026-11-21/],
    ['before:2026-02-30', 7, 10, /Not a date/],
    ['before:2026-13-01', 7, 10, /Not a date/],
    ['after:2026-11-21T24:00', 6, 16, /Not a date/],
    ['after:7w', 6, 2, /7d, 12h, 30m/],
    ['larger:big', 7, 3, /10k, 10KB, 2M, 2MB/],
    ['smaller:-1', 8, 2, /Not a size/],
    ['larger:1e9', 7, 3, /Not a size/],
    ['x'.repeat(maxSearchLength + 5), maxSearchLength, 5, /at most 1,000 characters/],
    ['a '.repeat(maxSearchTerms) + 'bc d', 2 * maxSearchTerms, 4, /at most 50 terms/],
    ['('.repeat(maxSearchNesting + 1), maxSearchNesting, 1, /at most 12 deep/],
  ])('%j', (q, position, length, message) => {
    const found = error(q)
    expect(found).toMatchObject({ position, length })
    expect(found.message).toMatch(message)
  })

  test('the limits themselves are allowed', () => {
    const deep = '('.repeat(maxSearchNesting) + 'a' + ')'.repeat(maxSearchNesting)
    for (const q of ['x'.repeat(maxSearchLength), 'a '.repeat(maxSearchTerms), deep]) {
      expect(parseSearch(q).ok).toBe(true)
    }
  })
})

test.each(searchOperators.map(operator => [operator.name, operator.example]))(
  'the example of %s is a valid search',
  (_name, example) => expect(tree(example)).not.toBeNull(),
)
