import { expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { keyRefusalOf, refuseKey, retryAfterOf } from './key-refusal.ts'

test.each(['missing', 'unknown', 'expired', 'revoked', 'ambiguous'] as const)(
  'a key that is %s is a 401 which says so',
  reason => {
    const error = refuseKey(reason)
    expect([error.code, keyRefusalOf(error)]).toEqual(['unauthorized', reason])
    expect(retryAfterOf(error)).toBeUndefined()
  },
)

test('other failures are about no key; some say when to try again', () => {
  expect(keyRefusalOf(new AppError('unauthorized', 'x'))).toBeUndefined()
  expect(keyRefusalOf(new AppError('bad_request', 'x', { details: [{ field: 'a' }] }))).toBeUndefined()
  const tooMany = new AppError('rate_limit_exceeded', 'x', { details: [{ retryAfterSeconds: 3 }] })
  expect([retryAfterOf(tooMany), keyRefusalOf(tooMany)]).toEqual([3, undefined])
})
