import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { toNativeSecret } from './webhook-secret.ts'

const keyOf = (secret: string) => Buffer.from(secret.slice('whsec_'.length), 'base64')
const sign = (key: string | Buffer) => createHmac('sha256', key).update('a body').digest('hex')

test.each([
  'x',
  'your_webhook_secret',
  'ünïcode ✓',
  'a'.repeat(24),
  'a'.repeat(64),
  'a'.repeat(65),
  'whsec_short',
  'whsec_not base64 at all, but long enough',
])('what is signed for %j is signed with the text', secret => {
  const native = toNativeSecret(secret)
  expect(native).toMatch(/^whsec_[A-Za-z0-9+/]+={0,2}$/)
  expect(keyOf(native).length).toBeGreaterThanOrEqual(24)
  expect(keyOf(native).length).toBeLessThanOrEqual(64)
  expect(sign(keyOf(native))).toBe(sign(secret))
})

test.each([24, 32, 64])('a native secret of %i bytes is taken as it is', bytes => {
  const secret = `whsec_${randomBytes(bytes).toString('base64')}`
  expect(toNativeSecret(secret)).toBe(secret)
})
