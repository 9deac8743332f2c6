import { expect, test } from 'vitest'
import { eventStreamsAtOnce, waitingCallsAtOnce } from '#shared/api/limits.ts'
import { edge } from '#test/support/edge.ts'
import { createPlaces } from './places.ts'

test('as many as may be for each and no more; the next one as soon as one is given back', () => {
  const places = createPlaces({ each: 2, all: 9 })
  const first = places.take('a')!
  expect(places.take('a')).toBeDefined()
  expect(places.take('a')).toBeUndefined()
  expect(places.take('b')).toBeDefined()
  first()
  expect(places.take('a')).toBeDefined()
  expect(places.take('a')).toBeUndefined()
})

test('as many as may be for all together', () => {
  const places = createPlaces({ each: 2, all: 3 })
  const taken = ['a', 'a', 'b'].map(places.take)
  expect(taken.every(Boolean)).toBe(true)
  expect(places.take('c')).toBeUndefined()
  taken[0]!()
  expect(places.take('c')).toBeDefined()
})

test.each([
  ['waiting calls', waitingCallsAtOnce, edge(waitingCallsAtOnce.all)],
  ['event streams', eventStreamsAtOnce, edge(eventStreamsAtOnce.all)],
])('of all %s that may be open, the last one has a place, and one more has none', (_what, most, edges) => {
  const places = createPlaces(most)
  const [below, at, above] = edges
  const taken = Array.from(
    { length: above },
    (_, index) => places.take(`account ${index % 10}`) !== undefined,
  )
  expect([taken.lastIndexOf(true) + 1, taken.indexOf(false) + 1]).toEqual([at, above])
  expect(taken[below - 1]).toBe(true)
})

test('a place that is given back twice is one place', () => {
  const places = createPlaces({ each: 1, all: 1 })
  const give = places.take('a')!
  give()
  expect(places.take('a')).toBeDefined()
  give()
  expect(places.take('a')).toBeUndefined()
})
