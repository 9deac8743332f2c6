import fc from 'fast-check'
import type { TestMail } from '#main/messages/search/test-store.ts'

/** A search as it is typed, and which mails it means: written down apart from the parser and from SQL. */
export type Search = { q: string; holds: (mail: TestMail) => boolean }

export const words = ['red', 'green', 'greenish', 'blue', 'zebra', '482913'] as const
export const tags = ['checkout', 'two words'] as const
export const headerNames = ['X-Red', 'X-Blue'] as const
export const now = Date.parse('2026-11-21T12:00:00Z')
export const hourMs = 3_600_000

const columns = ['subject', 'from', 'to', 'cc', 'body', 'filename'] as const
type Column = (typeof columns)[number]

const word = fc.constantFrom(...words)

const texts = fc
  .record({
    field: fc.constantFrom('', ...columns),
    phrase: fc.array(word, { minLength: 1, maxLength: 2 }),
    quoted: fc.boolean(),
    star: fc.boolean(),
    cut: fc.boolean(),
  })
  .map(({ field, phrase, quoted, star, cut }): Search => {
    const tokens: string[] = quoted ? phrase : phrase.slice(0, 1)
    // Only a word with a star may be the beginning of one.
    if (star && cut) tokens.push(tokens.pop()!.slice(0, 3))
    const text = tokens.join(' ')
    const q = `${field && `${field}:`}${quoted ? `"${text}"` : text}${star ? '*' : ''}`
    const isAddress = field === 'from' || field === 'to' || field === 'cc'
    const isStart = star || (isAddress && !quoted)
    const asked: readonly Column[] = field === '' ? columns : [field]
    return { q, holds: mail => asked.some(column => hasPhrase(mail[column] ?? '', tokens, isStart)) }
  })

function hasPhrase(text: string, tokens: string[], isStart: boolean): boolean {
  const found = text.split(' ')
  return found.some((_, at) =>
    tokens.every((token, index) => {
      const there = found[at + index]
      return isStart && index === tokens.length - 1 ? there?.startsWith(token) : there === token
    }),
  )
}

const flags = fc.constantFrom<Search>(
  { q: 'is:unread', holds: mail => mail.unread === true },
  { q: 'is:read', holds: mail => !mail.unread },
  { q: 'IS:pinned', holds: mail => mail.pinned === true },
  { q: 'has:attachment', holds: mail => Boolean(mail.filename) },
  { q: 'has:code', holds: mail => mail.code !== undefined },
)

const dates = fc
  .record({
    side: fc.constantFrom('before', 'after'),
    hours: fc.integer({ min: 0, max: 40 }),
    isAgo: fc.boolean(),
  })
  .map(({ side, hours, isAgo }): Search => {
    const at = now - hours * hourMs
    const written = isAgo ? `${hours}h` : new Date(at).toISOString()
    return {
      q: `${side}:${written}`,
      holds: ({ receivedAt = 0 }) => (side === 'before' ? receivedAt < at : receivedAt >= at),
    }
  })

const sizes = fc
  .record({ side: fc.constantFrom('larger', 'smaller'), kilobytes: fc.integer({ min: 0, max: 5 }) })
  .map(({ side, kilobytes }): Search => {
    const bytes = kilobytes * 1024
    return {
      q: `${side}:${kilobytes}k`,
      holds: ({ sizeBytes = 0 }) => (side === 'larger' ? sizeBytes > bytes : sizeBytes < bytes),
    }
  })

const tagged = fc
  .constantFrom(...tags, 'none')
  .map((tag): Search => ({ q: `tag:"${tag}"`, holds: mail => mail.tags?.includes(tag) ?? false }))

const headers = fc.tuple(fc.constantFrom(...headerNames), fc.option(word)).map(([name, value]): Search => ({
  q: value === null ? `header:${name.toLowerCase()}` : `header:${name}=${value}`,
  holds: mail => mail.headers?.some(one => one.name === name && one.value.includes(value ?? '')) ?? false,
}))

const term = fc.oneof({ arbitrary: texts, weight: 4 }, flags, dates, sizes, tagged, headers)

/** Searches of the whole grammar (src-shared/search/README.md), a few levels deep. */
export const searches: fc.Arbitrary<Search> = fc.letrec<{
  any: Search
  all: Search
  operand: Search
  group: Search
}>(tie => ({
  any: fc.array(tie('all'), { minLength: 1, maxLength: 2 }).map(parts => joined(parts, ' OR ', 'some')),
  all: fc
    .tuple(fc.array(tie('operand'), { minLength: 1, maxLength: 3 }), fc.constantFrom(' ', '  ', ' AND '))
    .map(([parts, between]) => joined(parts, between, 'every')),
  operand: fc
    .tuple(fc.boolean(), fc.oneof({ maxDepth: 3 }, { arbitrary: term, weight: 3 }, tie('group')))
    .map(([isNot, one]) => (isNot ? { q: `-${one.q}`, holds: mail => !one.holds(mail) } : one)),
  group: tie('any').map(({ q, holds }) => ({ q: `(${q})`, holds })),
})).any

function joined(parts: Search[], between: string, how: 'some' | 'every'): Search {
  return { q: parts.map(({ q }) => q).join(between), holds: mail => parts[how](({ holds }) => holds(mail)) }
}
