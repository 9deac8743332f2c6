import { expect, test } from 'vitest'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { prependFresh, putBack, replaceKnown, withoutIds } from './change-list.ts'
import { fillGap, forgetFar, restartAt, splitGap, startList, withTotal } from './fill-list.ts'
import {
  gapIn,
  indexOfMessage,
  isGap,
  messageAt,
  messagesBetween,
  rowCount,
  type MessageList,
} from './message-list.ts'

/** Only what the list's own rules look at. */
const message = (seq: number, unread = false) => ({ id: `m${seq}`, seq, unread }) as MessageSummary
const down = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => message(from - index))
const page = (from: number, to: number, total: number) => ({
  items: down(from, to),
  nextCursor: to > 1 ? String(to) : null,
  total,
})

/** `10-8`, or `~5<8` for a gap of five rows before seq 8. */
const shape = ({ stretches }: MessageList) =>
  stretches.map(one =>
    isGap(one) ? `~${one.rows}<${one.before}` : `${one.items[0]?.seq}-${one.items.at(-1)?.seq}`,
  )

/** Ten of a thousand, from the top. */
const list = startList(page(1000, 991, 1000), true)
const firstGap = (of: MessageList) => gapIn(of, 0, rowCount(of))!.gap
const sparse = splitGap(list, firstGap(list), {
  count: 990,
  cursors: ['791', '591', '391', '191'],
  every: 200,
})

test('what is not loaded is a gap; a page fills its beginning', () => {
  expect(shape(list)).toEqual(['1000-991', '~990<991'])
  const more = fillGap(list, firstGap(list), page(990, 791, 1000))
  expect(shape(more)).toEqual(['1000-991', '990-791', '~790<791'])
  expect([rowCount(more), messageAt(more, 209)?.seq, messageAt(more, 210)]).toEqual([1000, 791, undefined])
})

test('landmarks cut a gap, so that a page can be put into its middle', () => {
  expect(shape(sparse)).toEqual(['1000-991', '~200<991', '~200<791', '~200<591', '~200<391', '~190<191'])
  const { gap, offset } = gapIn(sparse, 700, 720)!
  expect([gap.before, offset]).toEqual([391, 90])
  const filled = fillGap(sparse, gap, page(390, 191, 1000))
  expect(shape(filled)).toEqual(['1000-991', '~200<991', '~200<791', '~200<591', '390-191', '~190<191'])
  expect([rowCount(filled), messageAt(filled, 700)?.seq, indexOfMessage(filled, 'm300')]).toEqual([
    1000, 300, 700,
  ])
})

test('a page that reaches into what is loaded below closes its gap, however long that was thought to be', () => {
  const filled = fillGap(sparse, firstOf(sparse, 191), page(190, 1, 1000))
  const last = fillGap(filled, firstOf(filled, 391), {
    items: [...down(390, 300), ...down(190, 100)],
    nextCursor: '100',
    total: 1000,
  })
  expect(shape(last).slice(-2)).toEqual(['390-300', '190-1'])
})

function firstOf(of: MessageList, before: number) {
  const gap = of.stretches.find(one => isGap(one) && one.before === before)
  if (!gap || !isGap(gap)) throw new Error('There is no such gap')
  return gap
}

test('a page for a gap that is gone changes nothing', () => {
  expect(
    fillGap(startList(page(50, 41, 50), true), firstGap(list), page(990, 791, 1000)).stretches,
  ).toHaveLength(2)
})

test('fresh mail goes on top and counts once, also when it is told twice', () => {
  const grown = prependFresh(list, down(1002, 999))
  expect(shape(grown)).toEqual(['1002-991', '~990<991'])
  expect(rowCount(grown)).toBe(1002)
})

test('changed messages take the place of the old ones, unknown ones stay out', () => {
  const changed = replaceKnown(list, [message(995, true), message(5, true)])
  expect([messageAt(changed, 5)?.unread, rowCount(changed)]).toEqual([true, 1000])
})

test('what is removed leaves the count, and can be put back into its place', () => {
  const loaded = fillGap(list, firstGap(list), page(990, 791, 1000))
  const gone = [message(1000), message(991), message(990), message(791)]
  const shrunk = withoutIds(
    loaded,
    gone.map(({ id }) => id),
  )
  expect([rowCount(shrunk), indexOfMessage(shrunk, 'm989')]).toEqual([996, 8])
  const back = putBack(shrunk, [...gone, message(999)])
  expect([rowCount(back), indexOfMessage(back, 'm791'), messageAt(back, 10)?.seq]).toEqual([1000, 209, 990])
  expect(rowCount(putBack(withoutIds(list, []), [message(400)]))).toBe(1001)
})

test('an emptied list takes its messages back', () => {
  const one = startList({ items: [message(7)], nextCursor: null, total: 1 }, true)
  expect(shape(putBack(withoutIds(one, ['m7']), [message(7)]))).toEqual(['7-7'])
})

test('the count that the server tells is made true in the last gap', () => {
  expect(rowCount(withTotal(sparse, 950))).toBe(950)
  expect(shape(withTotal(sparse, 950)).at(-1)).toBe('~140<191')
})

test('beginning anew in the middle keeps the rows that are in sight', () => {
  const middle = restartAt(sparse, 500, page(500, 301, 1000))
  expect(shape(middle)).toEqual(['~500<1001', '500-301', '~300<301'])
  const filled = fillGap(middle, firstGap(middle), page(1000, 801, 1000))
  expect(shape(filled)).toEqual(['1000-801', '~300<801', '500-301', '~300<301'])
})

test('what is far away is let go of, and can be asked for again', () => {
  const loaded = fillGap(sparse, firstOf(sparse, 191), page(190, 1, 1000))
  const near = forgetFar(loaded, 900, 300)
  expect(shape(near)[0]).toBe('~10<1001')
  expect([rowCount(near), messageAt(near, 900)?.seq]).toEqual([1000, 100])
})

test('a range is what is loaded of it, in either direction', () => {
  expect(messagesBetween(list, 12, 8).map(({ seq }) => seq)).toEqual([992, 991])
})

test('a search whose matches are counted to a limit is as long as its landmarks say', () => {
  const search = startList(page(1000, 901, 1000), false)
  const known = splitGap(search, firstGap(search), { count: 1500, cursors: ['700', '500'], every: 200 })
  expect([search.exact, known.exact, rowCount(known)]).toEqual([false, true, 1600])
})
