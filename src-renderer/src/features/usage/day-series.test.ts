import { expect, test } from 'vitest'
import type { UsageDay } from '#shared/api/usage.ts'
import { byDay, callsByKey, stack } from './day-series.ts'

type Count = [id: string | null, calls: number, errors?: number]
const day = (date: string, ...keys: Count[]): UsageDay => ({
  date,
  calls: 0,
  errors: 0,
  messagesReceived: Number(date.slice(-1)),
  bytesReceived: 0,
  keys: keys.map(([id, calls, errors = 0]) => ({ id, name: id && `Key ${id}`, calls, errors })),
  routes: [],
})
// As the API tells them: newest first.
const days = [
  day('2026-11-22', ['a', 2, 1], [null, 9]),
  day('2026-11-21', ['a', 5], ['b', 1], ['c', 1], ['d', 1], ['e', 1], ['f', 1]),
]

test('the busiest come first, oldest day first, and the rest are one', () => {
  expect(callsByKey(days, 'calls', 'everyone')).toEqual([
    { id: null, name: null, values: [0, 9] },
    { id: 'a', name: 'Key a', values: [5, 2] },
    { id: 'b', name: 'Key b', values: [1, 0] },
    { id: 'c', name: 'Key c', values: [1, 0] },
    { id: 'd', name: 'Key d', values: [1, 0] },
    { id: 'others', name: null, values: [2, 0] },
  ])
})

test('the owner is left out unless asked for, and so is who made none; one key can be looked at alone', () => {
  expect(callsByKey(days, 'errors')).toEqual([{ id: 'a', name: 'Key a', values: [0, 1] }])
  expect(callsByKey(days, 'calls', 'b')).toEqual([{ id: 'b', name: 'Key b', values: [1, 0] }])
  expect(callsByKey(days, 'calls', 'owner')).toEqual([{ id: null, name: null, values: [0, 9] }])
  expect(callsByKey([], 'calls')).toEqual([])
})

test('a row of a stack stands on those below it', () => {
  expect(stack([{ values: [1, 2] }, { values: [3, 0] }])).toEqual([
    [1, 2],
    [4, 2],
  ])
  expect(byDay(days, 'messagesReceived')).toEqual([1, 2])
})
