import { expect, test } from 'vitest'
import { serverName } from './server-address.ts'

test.each(['localhost', 'mayfly.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('%s is here', host => {
  expect(serverName({ kind: 'web' }, host)).toBeNull()
})

test.each(['mail.team.example', '192.168.1.7', 'localhost.example.org', '[fe80::1]'])(
  '%s is elsewhere',
  host => {
    expect(serverName({ kind: 'web' }, host)).toBe(host)
  },
)

test('the desktop is a server of its own, whatever its page is called', () => {
  expect(serverName({ kind: 'desktop' }, 'app')).toBeNull()
})
