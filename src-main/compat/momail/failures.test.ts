import { expect, test } from 'vitest'
import { AppError, errorStatus, type ErrorCode } from '#shared/api/errors.ts'
import { refuseKey } from '../key-refusal.ts'
import { refuse, refuseCall, toFailure } from './failures.ts'

const expectedCodes: Partial<Record<ErrorCode, [number, string]>> = {
  bad_request: [400, 'VALIDATION_ERROR'],
  unauthorized: [401, 'UNAUTHORIZED'],
  forbidden: [403, 'FORBIDDEN'],
  not_found: [404, 'NOT_FOUND'],
  conflict: [409, 'CONFLICT'],
  unprocessable: [422, 'VALIDATION_ERROR'],
  internal_error: [500, 'INTERNAL_ERROR'],
  quota_exceeded: [403, 'QUOTA_EXCEEDED'],
}

test.each(Object.keys(errorStatus) as ErrorCode[])('%s has a status, a code and its text', name => {
  const { status, body } = toFailure(new AppError(name, 'It failed.'))
  const [expectedStatus, code] = expectedCodes[name] ?? [errorStatus[name], name.toUpperCase()]
  expect([status, body]).toEqual([expectedStatus, { success: false, error: { code, message: 'It failed.' } }])
})

test('faults are told by their field, a refused key only in words', () => {
  const details = [{ field: 'name', message: 'too short' }, { field: 'days' }, { other: 1 }, { field: '' }]
  expect(toFailure(new AppError('bad_request', 'x', { details }))).toMatchObject({
    status: 422,
    body: { error: { code: 'VALIDATION_ERROR', details: { name: 'too short', days: 'is not valid' } } },
  })
  expect(toFailure(refuseKey('expired')).body).toEqual({
    success: false,
    error: { code: 'UNAUTHORIZED', message: 'This API key has expired.' },
  })
})

test('a refusal has its own code and details', () => {
  expect(toFailure(refuse('conflict', 'EMAIL_TAKEN', 'Taken.', { free: 'a' }))).toEqual({
    status: 409,
    body: { success: false, error: { code: 'EMAIL_TAKEN', message: 'Taken.', details: { free: 'a' } } },
  })
})

test.each([
  [refuseCall('hour', 100, 1), 'hour', 100, 1],
  [refuseCall('hour', 100, 1_001), 'hour', 100, 2],
  [refuseAfter(9, { limit: 5, window: 'month' }), 'month', 5, 9],
  [refuseAfter(3, { limit: null, window: 'minute' }), 'minute', null, 3],
])('a limit of calls is told with its window and when to come back', (error, window, limit, seconds) => {
  expect(toFailure(error)).toMatchObject({
    status: 429,
    headers: { 'retry-after': seconds },
    body: { error: { code: 'RATE_LIMIT_EXCEEDED', details: { limit, window, retry_after: seconds } } },
  })
})

function refuseAfter(retryAfterSeconds: number, more: object): AppError {
  return new AppError('quota_exceeded', 'x', { details: [{ retryAfterSeconds, ...more }] })
}
