import { expect, test } from 'vitest'
import { invitationStatus } from './invitation-status.ts'

test('an invitation is pending for seven days, to the millisecond', () => {
  const createdAt = Date.parse('2026-11-21T12:00:00Z')
  const end = Date.parse('2026-11-28T12:00:00Z')
  expect(invitationStatus({ createdAt }, createdAt)).toBe('PENDING')
  expect(invitationStatus({ createdAt }, end - 1)).toBe('PENDING')
  expect(invitationStatus({ createdAt }, end)).toBe('EXPIRED')
})
