import { expect, test } from 'vitest'
import { fromUlid, newUlid, toUlid } from './ulid.ts'

test.each([
  ['00000000-0000-0000-0000-000000000000', '00000000000000000000000000'],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
  // From the documents of ULID libraries.
  ['01563e3a-b5d3-d676-4c61-efb99302bd5b', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
])('%s is %s and back', (uuid, ulid) => {
  expect(toUlid(uuid)).toBe(ulid)
  expect(fromUlid(ulid)).toBe(uuid)
  expect(fromUlid(ulid.toLowerCase())).toBe(uuid)
})

test.each([
  '',
  'x',
  '80000000000000000000000000',
  '01ARYZ6S41TST4RRFFQ69G5FA',
  '01ARYZ6S41TST4RRFFQ69G5FAU',
  '01ARYZ6S41TST4RRFFQ69G5FAVV',
])('%j is none', text => expect(fromUlid(text)).toBeUndefined())

test('the order of time is the order of texts, and each is another', () => {
  const [early, late] = [newUlid(1_469_918_176_385), newUlid(1_469_918_176_386)]
  expect(early < late).toBe(true)
  // From the specification.
  expect(early.slice(0, 10)).toBe('01ARYZ6S41')
  expect(newUlid(1)).not.toBe(newUlid(1))
})
