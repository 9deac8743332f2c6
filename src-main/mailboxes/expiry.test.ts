import { describe, expect, test } from 'vitest'
import { refusalOf } from './delivery-rule.ts'
import { effectiveStatus, isDue, type Life } from './expiry.ts'

const at = Date.parse('2026-11-21T05:15:00.000Z')
const life = (more: Partial<Life> = {}): Life => ({
  status: 'active',
  recoverable: 0,
  expires_at: at,
  ...more,
})

describe('at its expiry, to the millisecond, and whichever way the clock moves', () => {
  test.each([
    [at - 1, false, 'active', undefined],
    [at, true, 'expired', 'expired'],
    [at + 1, true, 'expired', 'expired'],
    [at + 86_400_000, true, 'expired', 'expired'],
    [at - 86_400_000, false, 'active', undefined],
  ] as const)('%i', (now, due, status, refusal) => {
    expect(isDue(life(), now)).toBe(due)
    expect(effectiveStatus(life(), now)).toBe(status)
    expect(refusalOf(life(), { unknownRecipients: 'capture' }, now)).toBe(refusal)
  })
})

test('a recoverable one is archived', () => {
  const recoverable = life({ recoverable: 1 })
  expect([at - 1, at].map(now => effectiveStatus(recoverable, now))).toEqual(['active', 'archived'])
  expect(refusalOf(recoverable, { unknownRecipients: 'capture' }, at)).toBe('archived')
})

test('without an expiry it stays for ever', () => {
  expect(effectiveStatus(life({ expires_at: null }), Number.MAX_SAFE_INTEGER)).toBe('active')
})

test('what the store has settled stays so, also when the clock goes back', () => {
  for (const status of ['archived', 'expired'] as const)
    expect(effectiveStatus(life({ status }), at - 86_400_000)).toBe(status)
})

test('an unknown address depends on the settings, a closed mailbox does not', () => {
  const answers = (mailbox: Life | undefined) =>
    (['capture', 'reject'] as const).map(unknownRecipients => refusalOf(mailbox, { unknownRecipients }, at))
  expect(answers(undefined)).toEqual([undefined, 'unknown'])
  expect(answers(life({ expires_at: null }))).toEqual([undefined, undefined])
  expect(answers(life({ status: 'expired' }))).toEqual(['expired', 'expired'])
  expect(answers(life({ status: 'archived' }))).toEqual(['archived', 'archived'])
})
