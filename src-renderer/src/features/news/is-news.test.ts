import { expect, test } from 'vitest'
import { isNews } from './is-news.ts'

test.each([
  ['0.1.0', '0.2.0', true],
  ['0.9.0', '0.10.0', true],
  ['0.2.0-beta.2', '0.2.0-beta.10', true],
  ['0.2.0-beta.2', '0.2.0', true],
  ['0.2.0', '0.2.0-beta.2', false],
  ['0.2.0', '0.2.0', false],
  ['0.2.0', '0.1.9', false],
  [null, '0.2.0', false],
])('from %s to %s: %s', (seen, version, news) => {
  expect(isNews(seen, version)).toBe(news)
})
