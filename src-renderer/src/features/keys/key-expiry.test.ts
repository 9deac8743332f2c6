import { describe, expect, test } from 'vitest'
import { expiryChoiceOf, toExpiresAt, toLocalMoment } from './key-expiry.ts'

const now = new Date('2026-11-21T12:00:00.000Z')

describe('when a key shall end', () => {
  test('never is null, a number of days counts from now', () => {
    expect(toExpiresAt({ choice: 'never', moment: '' }, now)).toBe(null)
    expect(toExpiresAt({ choice: 'days30', moment: '' }, now)).toBe('2026-12-21T12:00:00.000Z')
    expect(toExpiresAt({ choice: 'days365', moment: '' }, now)).toBe('2027-11-21T12:00:00.000Z')
  })

  test('a chosen moment is one of the person’s own clock, and comes back as it was given', () => {
    const moment = '2027-02-14T18:30'
    const expiresAt = toExpiresAt({ choice: 'date', moment }, now)
    expect(expiresAt).toBe(new Date(2027, 1, 14, 18, 30).toISOString())
    expect(expiryChoiceOf(expiresAt!)).toEqual({ choice: 'date', moment })
  })

  test('what is no moment is none', () => {
    expect(toExpiresAt({ choice: 'date', moment: '' }, now)).toBe(undefined)
    expect(toExpiresAt({ choice: 'date', moment: 'tomorrow' }, now)).toBe(undefined)
  })

  test('a key without an end has no moment', () => {
    expect(expiryChoiceOf(null)).toEqual({ choice: 'never', moment: '' })
    expect(toLocalMoment(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02T03:04')
  })
})
