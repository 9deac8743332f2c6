import { expect, test } from 'vitest'
import { splitLinks } from './split-links.ts'

const linksOf = (text: string) =>
  splitLinks(text)
    .filter(piece => piece.isLink)
    .map(piece => piece.text)

test.each([
  ['See https://a.test/x?y=1.', ['https://a.test/x?y=1']],
  ['(http://a.test/b), <https://c.test/>', ['http://a.test/b', 'https://c.test/']],
  ['javascript:alert(1) ftp://a.test', []],
  ['', []],
])('finds the addresses of %j', (text, links) => {
  expect(linksOf(text)).toEqual(links)
})

test('loses nothing of the text', () => {
  const text = 'a https://a.test/ b\nhttps://b.test.'
  expect(
    splitLinks(text)
      .map(piece => piece.text)
      .join(''),
  ).toBe(text)
})
