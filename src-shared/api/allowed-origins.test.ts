import { expect, test } from 'vitest'
import { listsCaller, listsOrigin, normaliseOrigin } from './allowed-origins.ts'

test.each([
  ['app.test', 'app.test'],
  [' App.Test. ', 'app.test'],
  ['app.test:3000', 'app.test:3000'],
  ['app.test:03000', 'app.test:3000'],
  ['*.app.test', '*.app.test'],
  ['*.App.test:8443', '*.app.test:8443'],
  ['https://app.test:3000', 'app.test:3000'],
  ['HTTP://app.test', 'app.test'],
  ['https://app.test/', 'app.test'],
  ['https://app.test:443', 'app.test:443'],
  ['localhost', 'localhost'],
  ['127.0.0.1:5173', '127.0.0.1:5173'],
  ['[::1]', '[::1]'],
  ['http://[0:0::1]:3000', '[::1]:3000'],
  ['bücher.test', 'xn--bcher-kva.test'],
  ['*.bücher.test', '*.xn--bcher-kva.test'],
])('%j is kept as %j', (entry, kept) => {
  expect(normaliseOrigin(entry)).toBe(kept)
})

test.each([
  '',
  ' ',
  '*',
  '*.',
  '*:3000',
  '**.app.test',
  'a.*.test',
  'app.*',
  '*app.test',
  '*.127.0.0.1',
  '*.[::1]',
  'app.test/path',
  'https://app.test/path',
  'https://app.test?q',
  'https://app.test#x',
  'https://user@app.test',
  'ftp://app.test',
  'file:///etc',
  'chrome-extension://abcdef',
  'javascript:alert(1)',
  'app.test:0',
  'app.test:65536',
  'app.test:80a',
  'app.test:',
  'app test',
  'a..test',
  '-app.test',
  'app.test, other.test',
  '[::1',
  '[zz]',
  'app.test\r\nX: y',
])('%j is none', entry => {
  expect(normaliseOrigin(entry)).toBeUndefined()
})

test.each([
  ['app.test', 'https://app.test', true],
  ['app.test', 'http://app.test:3000', true],
  ['app.test', 'https://APP.test', true],
  ['app.test', 'https://app.test.', true],
  ['app.test', 'https://www.app.test', false],
  ['app.test', 'https://evilapp.test', false],
  ['app.test', 'https://app.test.evil.test', false],
  ['app.test', 'https://app.test@evil.test', false],
  ['app.test', 'https://evil.test/app.test', false],
  ['app.test', 'https://evil.test?app.test', false],
  ['*.app.test', 'https://app.test', true],
  ['*.app.test', 'https://www.app.test', true],
  ['*.app.test', 'https://a.b.app.test:81', true],
  ['*.app.test', 'https://evilapp.test', false],
  ['*.app.test', 'https://app.test.evil.test', false],
  ['*.app.test:3000', 'http://a.app.test:3000', true],
  ['*.app.test:3000', 'http://a.app.test', false],
  ['app.test:3000', 'http://app.test:3000', true],
  ['app.test:3000', 'http://app.test:3001', false],
  ['app.test:443', 'https://app.test', true],
  ['app.test:443', 'http://app.test', false],
  ['app.test:80', 'http://app.test', true],
  ['127.0.0.1', 'http://127.0.0.1:5173', true],
  ['[::1]:3000', 'http://[::1]:3000', true],
  ['xn--bcher-kva.test', 'https://bücher.test', true],
  ['app.test', 'app.test', false],
  ['app.test', 'null', false],
  ['app.test', '', false],
  ['app.test', 'chrome-extension://app.test', false],
  ['app.test', 'ftp://app.test', false],
] as const)('%j lists %j: %j', (entry, origin, listed) => {
  expect(listsOrigin([entry], origin)).toBe(listed)
  expect(listsOrigin(['other.test', entry], origin)).toBe(listed)
  expect(listsOrigin([], origin)).toBe(false)
})

test.each([
  ['localhost', 'localhost:8025', true],
  ['localhost:8025', 'localhost:8025', true],
  ['localhost:80', 'localhost', true],
  ['localhost:8026', 'localhost:8025', false],
  ['app.test', 'localhost:8025', false],
])('%j lists the Host %j: %j', (entry, host, listed) => {
  expect(listsCaller([entry], { host })).toBe(listed)
})

test('a call is judged by its Origin, else its Referer, else its Host; without entries every place will do', () => {
  const [page, other, host] = ['https://app.test', 'https://other.test/page', 'localhost:8025']
  expect(listsCaller(['app.test'], { origin: page, referer: other, host })).toBe(true)
  expect(listsCaller(['other.test', 'localhost'], { origin: page, referer: other, host })).toBe(false)
  expect(listsCaller(['other.test'], { referer: other, host })).toBe(true)
  expect(listsCaller(['localhost'], { referer: other, host })).toBe(false)
  expect(listsCaller(['localhost'], {})).toBe(false)
  expect(listsCaller([], {})).toBe(true)
})
