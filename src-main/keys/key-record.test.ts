import { expect, test } from 'vitest'
import { statusOf } from './key-record.ts'

test.each([
  [{ expiresAt: null, revokedAt: null }, 1_000, 'active'],
  [{ expiresAt: 1_000, revokedAt: null }, 999, 'active'],
  [{ expiresAt: 1_000, revokedAt: null }, 1_000, 'expired'],
  [{ expiresAt: 1_000, revokedAt: null }, 1_001, 'expired'],
  [{ expiresAt: null, revokedAt: 1 }, 1_000, 'revoked'],
  [{ expiresAt: 1_000, revokedAt: 2_000 }, 1_500, 'revoked'],
] as const)('%j at %i is %s', (key, now, status) => {
  expect(statusOf(key, now)).toBe(status)
})
