import { describe, expect, test } from 'vitest'
import { offeredMethods, refuseLogin, refuseMail, type LoginPolicy } from './login-rule.ts'

const open: LoginPolicy = { auth: 'any', requireTls: false }
const listed: LoginPolicy = { auth: 'listed', requireTls: false }
const strict: LoginPolicy = { auth: 'listed', requireTls: true }
const codes = (refusal: ReturnType<typeof refuseMail>) =>
  refusal && `${refusal.responseCode} ${refusal.message.split(' ')[0]}`

test.each([
  [open, false, 'PLAIN LOGIN CRAM-MD5 XOAUTH2'],
  [listed, false, 'PLAIN LOGIN'],
  [strict, true, 'PLAIN LOGIN'],
  [strict, false, ''],
  [{ ...open, requireTls: true }, false, ''],
  [{ ...open, requireTls: true }, true, 'PLAIN LOGIN CRAM-MD5 XOAUTH2'],
])('%j over TLS: %s offers "%s"', (policy, secure, expected) => {
  expect(offeredMethods(policy, secure).join(' ')).toBe(expected)
})

test.each([
  [open, false, 'cram-md5', undefined],
  [open, false, 'DIGEST-MD5', '504 5.5.4'],
  [listed, false, 'plain', undefined],
  [listed, true, 'CRAM-MD5', '504 5.5.4'],
  [listed, true, 'XOAUTH2', '504 5.5.4'],
  [strict, false, 'PLAIN', '538 5.7.11'],
  [strict, true, 'PLAIN', undefined],
])('%j over TLS: %s, AUTH %s: %s', (policy, secure, method, expected) => {
  expect(codes(refuseLogin(policy, secure, method))).toBe(expected)
})

describe('mail', () => {
  test.each([
    [open, false, null, undefined],
    [listed, false, null, '530 5.7.0'],
    [listed, false, 'app', undefined],
    [strict, false, 'app', '530 5.7.0'],
    [strict, true, null, '530 5.7.0'],
    [strict, true, 'app', undefined],
  ])('%j over TLS: %s, user %s: %s', (policy, secure, user, expected) => {
    expect(codes(refuseMail(policy, { secure, user }))).toBe(expected)
  })
})
