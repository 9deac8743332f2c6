import { expect, test } from 'vitest'
import { createBeginnings, mayBegin } from './word-starts.ts'

const beginnings = createBeginnings(['code', 'pins?', '(?:e-)?gift', 'c[oó]digo', 'заказ\\p', 'use'])

test.each(['code', 'codes', 'pin', 'gift', 'e-gift', 'código', 'codigo', 'заказа', 'user'])(
  '%s may be one of them',
  word => {
    expect(mayBegin(beginnings, `a ${word}`, 2)).toBe(true)
  },
)

test.each(['', 'c', 'co', 'cab', 'cadigo', 'e-mail', 'up', 'за', 'x'])('%j is none of them', word => {
  expect(mayBegin(beginnings, `a ${word}`, 2)).toBe(false)
})

test('an entry that may begin with anything is refused', () => {
  expect(() => createBeginnings(['\\p'])).toThrow('begin with anything')
})
