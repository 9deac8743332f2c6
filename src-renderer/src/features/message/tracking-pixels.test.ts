import { expect, test } from 'vitest'
import { countTrackingPixels } from './tracking-pixels.ts'

test.each([
  ['by attributes', '<img src="https://t.test/o.gif" width="1" height="1">', 1],
  ['without quotes', '<img width=1 height=1 src=https://t.test/o.gif>', 1],
  ['of no size', "<img src='//t.test/o' height='0'/>", 1],
  ['by style', '<img src="https://t.test/o" style="width:1px; height:1px">', 1],
  ['hidden', '<img alt=">" style="display:none" src="https://t.test/o">', 1],
  ['two', '<img src="https://t.test/a" width="1"><IMG SRC="http://t.test/b" STYLE="opacity: 0;">', 2],
  ['a logo', '<img src="https://t.test/logo.png" width="100" height="10">', 0],
  ['a line of one pixel that is inline', '<img src="cid:line" height="1">', 0],
  ['a width of ten percent', '<img src="https://t.test/a" style="width:100%;border-width:1.5px">', 0],
])('%s', (_title, html, count) => {
  expect(countTrackingPixels(html)).toBe(count)
})
