import { expect, test } from 'vitest'
import { chooseNotices } from './choose-notices.ts'

test('three a second are told of one by one, more are counted', () => {
  const first = chooseNotices(['a', 'b'], [], 1_000)
  expect(first).toEqual({ each: ['a', 'b'], rest: 0, shown: [1_000, 1_000] })
  const second = chooseNotices(['c', 'd', 'e'], first.shown, 1_999)
  expect(second).toEqual({ each: ['c'], rest: 2, shown: [1_000, 1_000, 1_999] })
  const third = chooseNotices(['f', 'g', 'h'], second.shown, 2_000)
  expect(third).toEqual({ each: ['f', 'g'], rest: 1, shown: [1_999, 2_000, 2_000] })
})
