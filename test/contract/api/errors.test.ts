import { expect, test } from 'vitest'
import { ErrorBody } from '#shared/api/error-body.ts'
import { AppError, errorStatus } from '#shared/api/errors.ts'
import { toAppError } from '#main/http/errors.ts'

// What clients rely on: a code that changes its status, or goes, breaks them.
test('every error code has the status that the API promises', () => {
  expect(errorStatus).toEqual({
    bad_request: 400,
    unauthorized: 401,
    forbidden: 403,
    not_found: 404,
    timeout: 408,
    conflict: 409,
    payload_too_large: 413,
    misdirected: 421,
    unprocessable: 422,
    rate_limit_exceeded: 429,
    quota_exceeded: 429,
    internal_error: 500,
    remote_error: 502,
    unavailable: 503,
  })
})

test('an error leaves as its code, its message and details where there are any; never its cause', () => {
  const cause = new Error('SQLITE_CORRUPT at /home/someone')
  const plain = new AppError('not_found', 'There is no message 7.', { cause }).toBody()
  expect(plain).toEqual({ error: 'not_found', message: 'There is no message 7.' })
  const detailed = new AppError('bad_request', 'limit: too much', { details: [{ field: 'limit' }] }).toBody()
  expect(ErrorBody.parse(detailed)).toEqual({
    error: 'bad_request',
    message: 'limit: too much',
    details: [{ field: 'limit' }],
  })
})

test('a full disk is said, and not hidden as a failure of ours', () => {
  const full = Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' })
  expect(toAppError(full)).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('full') as string,
  })
})
