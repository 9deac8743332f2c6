import { expect, test } from 'vitest'
import type { SearchFlag, SearchLeaf, SearchNode } from '#shared/search/ast.ts'
import { parseSearch } from '#shared/search/parse.ts'
import { createTestStore, listQuery, type TestMail } from './test-store.ts'

/** A linear congruential generator: the same strings in every run. */
function createRandom(seed: number) {
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)]! }
}

const words = ['red', 'green', 'blue', 'grey', 'Ａ請求', 'zoë']

function createMails(): TestMail[] {
  const random = createRandom(7)
  const text = (count: number) => Array.from({ length: count }, () => random.pick(words)).join(' ')
  return Array.from({ length: 60 }, (_, index) => ({
    name: `mail ${index}`,
    subject: text(1),
    body: text(random.below(4)),
    unread: random.below(2) === 0,
    pinned: random.below(3) === 0,
    headers: [{ name: random.pick(['X-Red', 'X-Blue']), value: text(1) }],
  }))
}

const mails = createMails()
const store = createTestStore(mails, 0)

function holds(node: SearchNode, mail: TestMail): boolean {
  if (node.kind === 'and' || node.kind === 'or') {
    const held = node.children.map(child => holds(child, mail))
    return node.kind === 'and' ? !held.includes(false) : held.includes(true)
  }
  if (node.kind === 'not') return !holds(node.child, mail)
  return leafHolds(node, mail)
}

function leafHolds(leaf: SearchLeaf, mail: TestMail): boolean {
  if (leaf.kind === 'flag') return Boolean(mail[leaf.flag as SearchFlag & ('unread' | 'pinned')])
  if (leaf.kind === 'header') {
    return mail.headers!.some(header => header.name === leaf.name && header.value.includes(leaf.value ?? ''))
  }
  if (leaf.kind !== 'text') throw new Error(`not in these searches: ${leaf.kind}`)
  const fields = leaf.field === 'subject' ? [mail.subject!] : [mail.subject!, mail.body!]
  const found = (text: string) =>
    text.split(' ').some(word => (leaf.prefix ? word.startsWith(leaf.text) : word === leaf.text))
  return fields.some(found)
}

test('mixes of AND, OR, NOT and parentheses find what a plain evaluation finds', () => {
  const random = createRandom(11)
  const term = () =>
    random.pick([
      ...words,
      'gre*',
      'subject:red',
      'subject:blue',
      'is:unread',
      'is:pinned',
      'header:X-Red',
      'header:X-Blue=green',
    ])
  const search = (depth: number): string => {
    const parts = Array.from({ length: 1 + random.below(3) }, () => {
      const minus = random.below(3) === 0 ? '-' : ''
      return minus + (depth > 0 && random.below(2) === 0 ? `(${search(depth - 1)})` : term())
    })
    return parts.join(random.pick([' ', ' ', ' OR ']))
  }
  for (let round = 0; round < 2000; round += 1) {
    const q = search(3)
    const parsed = parseSearch(q)
    // More terms than a search may have.
    if (!parsed.ok) continue
    const expected = mails.filter(mail => holds(parsed.query!, mail)).map(mail => mail.name)
    expect(store.findTree(parsed.query).toSorted(), q).toEqual(expected.slice(-50).toSorted())
  }
})

const nasty = [
  ...[
    '"',
    "'",
    '(',
    ')',
    '-',
    '*',
    ':',
    '^',
    '{',
    '}',
    '+',
    '=',
    ',',
    ';',
    '%',
    '_',
    '\\',
    '/',
    '?',
    '@',
    '.',
  ],
  ...[
    '\0',
    '\ud800',
    '\udc00',
    '\u0301',
    '\u200b',
    '\uffff',
    '\u{1f44b}',
    '\u{10ffff}',
    '請',
    'ด่',
    'é',
    'ß',
    'İ',
  ],
  ...[
    ' ',
    ' ',
    ' ',
    '\n',
    '\t',
    'a',
    'b1',
    'OR',
    'AND',
    'NOT',
    'NEAR',
    ' OR ',
    ' -',
    ' (',
    ') ',
    '" "',
    '--',
    '/*',
  ],
  ...[
    'from:',
    'to:',
    'subject:',
    'body:',
    'header:',
    'header:X-Red=',
    'tag:',
    'is:unread',
    'has:code',
    'before:1d',
  ],
  ...[
    'after:2026-11-21',
    'larger:1k',
    'smaller:',
    'headers',
    'message_index',
    'rowid',
    "' OR 1=1 --",
    'foo:',
  ],
]

test('whatever is typed neither throws nor leaves the index’s own syntax', () => {
  const random = createRandom(2026)
  let run = 0
  for (let round = 0; round < 5000; round += 1) {
    const q = Array.from({ length: 1 + random.below(9) }, () => random.pick(nasty)).join('')
    const parsed = parseSearch(q)
    if (!parsed.ok) {
      expect(parsed.error.position + parsed.error.length, q).toBeLessThanOrEqual(q.length)
      continue
    }
    run += 1
    expect(() => store.findTree(parsed.query), JSON.stringify(q)).not.toThrow()
  }
  expect(run).toBeGreaterThan(1000)
})

test('the deepest and the longest search that parse also run', () => {
  const deep = (inner: string) => `a -(b OR (`.repeat(6) + inner + '))'.repeat(6)
  for (const q of [
    deep('c'),
    deep('is:pinned'),
    'a* -b '.repeat(25),
    `"${'請'.repeat(990)}"`,
    'a OR '.repeat(49) + 'b',
  ]) {
    const parsed = parseSearch(q)
    expect(parsed.ok, q).toBe(true)
    if (parsed.ok) store.findTree(parsed.query)
  }
})

test('the index drives the list and delivers the newest first without sorting', () => {
  const parsed = parseSearch('red is:unread')
  const { sql, params } = listQuery(parsed.ok ? parsed.query : null, 0)
  type Step = { id: number; parent: number; detail: string }
  const plan = store.db.prepare<unknown[], Step>(`EXPLAIN QUERY PLAN ${sql}`).all(params)
  const page = plan.find(step => step.detail.startsWith('LIST SUBQUERY'))
  const steps = plan.filter(step => step.parent === page?.id).map(step => step.detail)
  expect(steps[0]).toMatch(/^SCAN message_index VIRTUAL TABLE INDEX/)
  expect(steps.join()).not.toContain('TEMP B-TREE')
})
