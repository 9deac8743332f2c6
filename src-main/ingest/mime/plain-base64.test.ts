import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodePlainBase64 } from './plain-base64.ts'

const content = randomBytes(300_001)
const written = (characters: number, lineEnd: string): string => {
  const lines = content.toString('base64').match(new RegExp(`.{1,${characters}}`, 'g'))!
  return lines.join(lineEnd)
}
const decode = (text: string): Buffer => decodePlainBase64(Buffer.from(text))

test.each([
  [76, '\r\n'],
  [76, '\n'],
  [64, '\r\n'],
  [4, '\r\n'],
  [75, '\r\n'],
  [90_000, '\r\n'],
  [500_000, '\r\n'],
])('a large file in lines of %i characters comes out whole (%j)', (characters, lineEnd) => {
  expect(decode(written(characters, lineEnd)).equals(content)).toBe(true)
  expect(decode(`${written(characters, lineEnd)}${lineEnd}`).equals(content)).toBe(true)
})

const text = written(76, '\r\n')
const at = 100_000
/** What is done to one place in the middle of it. */
const changes: [string, (text: string) => string][] = [
  ['a line without its last character', whole => whole.replace(/.\r\n(?=.{76}\r\n.{20})/, '\r\n')],
  ['a line that is too long', whole => `${whole.slice(0, at)}ABC${whole.slice(at)}`],
  ['a line end too many', whole => `${whole.slice(0, at)}\r\n${whole.slice(at)}`],
  ['a bare line feed in place of a line end', whole => replaced(whole, '\r\n', '\n')],
  ['characters in place of a line end', whole => replaced(whole, '\r\n', 'AB')],
  ['a character in place of a CR', whole => replaced(whole, '\r\n', 'A\n')],
  ['a character in place of a CR, and one less', whole => replaced(replaced(whole, '\r\n', 'A\n'), 'A', ' ')],
  ['blanks in place of characters', whole => `${whole.slice(0, at)}    ${whole.slice(at + 4)}`],
  ['signs that are not of the alphabet', whole => `${whole.slice(0, at)}!?*${whole.slice(at + 3)}`],
  ['nothing at the end of the last group', whole => whole.replace(/.=*$/, '')],
]

function replaced(whole: string, from: string, to: string): string {
  const place = whole.indexOf(from, at)
  return whole.slice(0, place) + to + whole.slice(place + from.length)
}

test.each(changes)('%s: it is what Node makes of the whole text', (_, change) => {
  const changed = change(text)
  expect(changed).not.toBe(text)
  expect(decode(changed).equals(Buffer.from(changed, 'base64'))).toBe(true)
})

test('nothing but white space, however much, is nothing', () => {
  expect(decode(' '.repeat(200_000))).toHaveLength(0)
  expect(decode('\r\n'.repeat(200_000))).toHaveLength(0)
})
