import { expect, test } from 'vitest'
import { pixelsOf } from './picture-size.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const png = hex('89504e470d0a1a0a 0000000d 49484452 0000ea60 00007530')
const dib = hex('28000000 02000000 fdffffff')

test.each([
  ['PNG', png, 60_000 * 30_000],
  ['GIF', latin1('GIF89a\x03\x00\x02\x00'), 6],
  ['JPEG', hex('ffd8 ffe0 0004 0000 ff ffc2 0011 08 0200 0100'), 512 * 256],
  ['WebP, extended', latin1('RIFF....WEBPVP8X........\x01\x00\x00\x02\x00\x00'), 6],
  ['WebP, lossless', latin1('RIFF....WEBPVP8L....\x2f\x01\x80\x00\x00'), 2 * 3],
  ['WebP, lossy', latin1('RIFF....WEBPVP8 ..........\x02\x00\x03\x00'), 6],
  ['BMP, upside down', Buffer.concat([latin1('BM............'), dib]), 6],
  ['BMP of old', Buffer.concat([latin1('BM............'), hex('0c000000 0200 0300')]), 6],
  [
    'icon that says it is small',
    Buffer.concat([hex('0000 0100 0100 0101 0000 0100 2000 18000000 16000000'), png]),
    60_000 * 30_000,
  ],
  ['icon of a bitmap', Buffer.concat([hex('0000 0100 0100 0101 0000 0100 2000 18000000 16000000'), dib]), 6],
  ['AVIF', Buffer.concat([latin1('....ftypavif'), latin1('....ispe'), hex('00000000 00000002 00000003')]), 6],
])('%s', (_name, bytes, pixels) => {
  expect(pixelsOf(bytes)).toBe(pixels)
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', latin1('hello')],
  ['a PNG that is cut short', png.subarray(0, 18)],
  ['a JPEG without a frame', hex('ffd8 ffe0 0002 ffd9 0002')],
  ['a JPEG with something else in between', hex('ffd8 0000 ffc0')],
  ['an icon without a picture', hex('0000 0100 0000')],
])('null: %s', (_name, bytes) => {
  expect(pixelsOf(bytes)).toBeNull()
})
