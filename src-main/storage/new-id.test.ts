import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { newId } from './new-id.ts'

test('an id is a UUID of version 7 that begins with its time', () => {
  const now = Date.UTC(2026, 10, 22)
  const id = newId(now)
  expect(validate(id)).toBe(true)
  expect(version(id)).toBe(7)
  expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(now)
  expect(validate(newId(0))).toBe(true)
})

test('no two are alike, and later ones come behind', () => {
  const ids = Array.from({ length: 1_000 }, (_, now) => newId(now))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})
