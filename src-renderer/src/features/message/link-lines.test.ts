import { expect, test } from 'vitest'
import { linkLines } from './link-lines.ts'

const link = { url: 'https://shop.test/reset?t=1', text: ' Reset your password ' }
const address = 'shop.test/reset'

test('an anchor goes by its words', () => {
  expect(linkLines(link, address, false)).toEqual(['Reset your password', address])
})

test('what is written out goes by its address', () => {
  expect(linkLines(link, address, true)).toEqual([address, 'Reset your password'])
})

test.each([true, false])('without words the address is all there is', isBare => {
  expect(linkLines({ ...link, text: ' ' }, address, isBare)).toEqual([address])
})
