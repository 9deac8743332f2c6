import { expect, test } from 'vitest'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { appendPage, prependFresh, replaceKnown, withoutIds, type MessageList } from './message-list.ts'

/** Only what the list's own rules look at. */
function message(id: string, unread = false): MessageSummary {
  return { id, unread } as MessageSummary
}

function list(...ids: string[]): MessageList {
  return { items: ids.map(id => message(id)), nextCursor: 'more', total: 10 }
}

const idsOf = ({ items }: MessageList) => items.map(({ id }) => id)

test('fresh mail goes on top and counts once, also when it is told twice', () => {
  const grown = prependFresh(list('b', 'c'), [message('a'), message('b')])
  expect(idsOf(grown)).toEqual(['a', 'b', 'c'])
  expect(grown.total).toBe(11)
})

test('a page goes below, without what moved into it meanwhile', () => {
  const grown = appendPage(list('a', 'b'), {
    items: [message('b'), message('c')],
    nextCursor: null,
    total: 3,
  })
  expect(idsOf(grown)).toEqual(['a', 'b', 'c'])
  expect(grown).toMatchObject({ nextCursor: null, total: 3 })
})

test('changed messages take the place of the old ones, unknown ones stay out', () => {
  const changed = replaceKnown(list('a', 'b'), [message('b', true), message('x', true)])
  expect(changed.items.map(({ id, unread }) => [id, unread])).toEqual([
    ['a', false],
    ['b', true],
  ])
})

test('what is removed leaves the total, what was never loaded does not', () => {
  const shrunk = withoutIds(list('a', 'b', 'c'), ['b', 'x'])
  expect(idsOf(shrunk)).toEqual(['a', 'c'])
  expect(shrunk.total).toBe(9)
})
