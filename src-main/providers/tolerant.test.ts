import { expect, test } from 'vitest'
import { z } from 'zod'
import { count, flag, id, list, listUnder, text, thingUnder, time } from './tolerant.ts'

const Thing = z.object({ id, name: text })

test('what is missing or of another kind is null', () => {
  const Shape = z.object({ text, count, flag, time })
  const nothing = { text: null, count: null, flag: null, time: null }
  expect(Shape.parse({})).toEqual(nothing)
  expect(Shape.parse({ text: 5, count: 'x', flag: 'yes', time: {} })).toEqual(nothing)
  expect(Shape.parse({ text: 'a', count: '7', flag: false, time: 'never' })).toEqual({
    text: 'a',
    count: 7,
    flag: false,
    time: null,
  })
})

test('times are read as ISO 8601, as milliseconds and as seconds', () => {
  const at = Date.UTC(2026, 2, 30, 12)
  for (const written of [
    '2026-03-30T12:00:00Z',
    '2026-03-30T12:00:00.000Z',
    '2026-03-30T14:00:00+02:00',
    at,
    at / 1000,
    String(at),
  ])
    expect(time.parse(written), String(written)).toBe(at)
})

test('times and counts that no clock and no list has are unknown', () => {
  for (const far of [
    '+200000-01-01T00:00:00Z',
    '1900-01-01T00:00:00Z',
    9e99,
    8.64e15,
    -5,
    '99999999999999999',
  ])
    expect(time.parse(far), String(far)).toBeNull()
  expect(time.parse(1.0001)).toBe(1000)
  for (const wrong of [1e300, -1, 1.5, '9'.repeat(400)]) expect(count.parse(wrong), String(wrong)).toBeNull()
})

test('an id has to be there', () => {
  expect(id.parse(12)).toBe('12')
  expect(() => id.parse('')).toThrow()
  expect(() => id.parse('x'.repeat(501))).toThrow()
  expect(() => id.parse(null)).toThrow()
})

test('a list may be bare or under a name; nothing else is an empty one', () => {
  const Things = listUnder(Thing, 'items', 'things')
  const one = [{ id: 'a', name: null }]
  for (const body of [[{ id: 'a' }], { items: [{ id: 'a' }], total: 1 }, { things: [{ id: 'a', more: 1 }] }])
    expect(Things.parse(body)).toEqual(one)
  for (const body of [{}, null, 'x', { items: null }, { error: 'x' }, [{ name: 'no id' }]])
    expect(Things.safeParse(body).success, JSON.stringify(body)).toBe(false)
  expect(z.object({ files: list(Thing) }).parse({})).toEqual({ files: [] })
})

test('a thing may be bare or under a name', () => {
  const One = thingUnder(Thing, 'thing', 'data')
  for (const body of [{ id: 'a' }, { data: { id: 'a' } }, { success: true, thing: { id: 'a' } }])
    expect(One.parse(body)).toEqual({ id: 'a', name: null })
})
