import { expect, test } from 'vitest'
import { isOpenMode } from './open-mode.ts'

test.each(['127.0.0.1', '127.255.255.254', '::1', 'localhost', 'LOCALHOST'])(
  'whoever is on the machine is owner while bound to %s',
  host => {
    expect(isOpenMode({ host, allowedNames: [] })).toBe(true)
  },
)

test.each([
  '0.0.0.0',
  '::',
  '192.168.0.7',
  '128.0.0.1',
  '127.0.0.1.evil.test',
  '127.1',
  'mail.test',
  '::ffff:127.0.0.1',
  '',
])('nobody is owner without signing in while bound to %j', host => {
  expect(isOpenMode({ host, allowedNames: [] })).toBe(false)
})

test('nor with a further name, which stands for a proxy on this machine', () => {
  expect(isOpenMode({ host: '127.0.0.1', allowedNames: ['mail.example.com'] })).toBe(false)
})
