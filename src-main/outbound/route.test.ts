import { expect, test } from 'vitest'
import { proxyFor, type Route } from './route.ts'

const proxy = 'http://proxy.test:3128'
const through = (url: string, ...proxyExcept: string[]) =>
  proxyFor(url, { proxy, proxyExcept, extraCa: [] } satisfies Route) === proxy

test('https goes through the proxy, this machine and http do not', () => {
  expect(through('https://api.minutemail.co/v1')).toBe(true)
  for (const url of [
    'http://mail.test',
    'https://localhost:1',
    'https://a.localhost',
    'https://127.0.0.1',
    'https://[::1]:8',
  ])
    expect(through(url), url).toBe(false)
  expect(proxyFor('https://a.test', { proxy: null, proxyExcept: [], extraCa: [] })).toBeUndefined()
})

test.each([
  ['*', 'https://a.test', false],
  ['a.test', 'https://a.test', false],
  ['a.test', 'https://x.a.test', false],
  ['.a.test', 'https://x.a.test', false],
  ['*.a.test', 'https://x.a.test', false],
  ['A.Test', 'https://a.test', false],
  ['a.test', 'https://ba.test', true],
  ['a.test:8443', 'https://a.test:8443', false],
  ['a.test:8443', 'https://a.test', true],
  ['a.test:443', 'https://a.test', false],
  ['10.0.0.0/8', 'https://10.1.2.3', false],
  ['10.0.0.0/8', 'https://11.1.2.3', true],
  ['10.0.0.0/99', 'https://10.1.2.3', true],
  ['fd00::/8', 'https://[fd00::1]', false],
  ['192.0.2.1', 'https://192.0.2.1', false],
  ['fd00::1', 'https://[fd00::1]:8', false],
])('with the exception %s, %s goes through: %s', (entry, url, expected) => {
  expect(through(url, entry)).toBe(expected)
})
