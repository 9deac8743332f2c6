import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const utf8 = (text: string) => new TextEncoder().encode(text)

test.each([
  ['UTF-8', utf8('Grüße, мир'), null, 'Grüße, мир', 'utf-8'],
  ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 0x61), null, 'a', 'utf-8'],
  ['UTF-16 with a mark', bytes(0xff, 0xfe, 0x61, 0), null, 'a', 'utf-16le'],
  ['UTF-16 the other way round', bytes(0xfe, 0xff, 0, 0x61), null, 'a', 'utf-16be'],
  ['what is declared', bytes(0xcf, 0xd2), 'KOI8-R', 'ор', 'koi8-r'],
  ['a declaration that nobody knows', utf8('é'), 'klingon', 'é', 'utf-8'],
  ['a declaration that is wrong', bytes(0x63, 0xe9), 'utf-8', 'cé', 'windows-1252'],
  ['western', bytes(0x63, 0x61, 0x66, 0xe9), null, 'café', 'windows-1252'],
  ['cyrillic', bytes(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2), null, 'Привет', 'windows-1251'],
  ['nothing', bytes(), null, '', 'utf-8'],
])('%s', (_title, content, declared, text, charset) => {
  expect(decodeText(content, declared)).toEqual({ text, charset })
})

test('a character that is torn at the end of what was read is no reason to doubt', () => {
  expect(decodeText(utf8('aé').subarray(0, 2), null, true)).toEqual({ text: 'a', charset: 'utf-8' })
})
