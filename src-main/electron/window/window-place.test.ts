import { expect, test } from 'vitest'
import { arrangementOf, placeOn, type Display, type Rect } from './window-place.ts'

const laptop: Display = { workArea: { x: 0, y: 25, width: 1440, height: 875 }, scaleFactor: 2 }
const right: Display = { workArea: { x: 1440, y: 0, width: 2560, height: 1400 }, scaleFactor: 1 }
const above: Display = { workArea: { x: 0, y: -1080, width: 1920, height: 1080 }, scaleFactor: 1 }
const window: Rect = { x: 1600, y: 100, width: 1180, height: 780 }

test('a window stays where it was while its display is there', () => {
  expect(placeOn([laptop, right], window)).toEqual(window)
  expect(placeOn([laptop, above], { ...window, x: 10, y: -900 })).toMatchObject({ x: 10, y: -900 })
})

test('of an unplugged display, it comes into the middle of the nearest one', () => {
  expect(placeOn([laptop], window)).toEqual({ x: 130, y: 72, width: 1180, height: 780 })
  expect(placeOn([laptop, right], { ...window, x: 5000 })).toMatchObject({ x: 1440 + 690 })
  expect(placeOn([right, laptop], { ...window, x: -3000, y: 400 })).toMatchObject({ x: 130 })
})

test.each<[string, Partial<Rect>, boolean]>([
  ['a corner that is held', { x: 1440 - 120, y: 200 }, true],
  ['a corner that is too small to be held', { x: 1440 - 119, y: 200 }, false],
  ['the right end', { x: -1180 + 120, y: 200 }, true],
  ['the top at the lower edge', { x: 100, y: 25 + 875 - 12 }, true],
  ['the top below the lower edge', { x: 100, y: 25 + 875 - 11 }, false],
])('%s', (_name, at, stays) => {
  expect(placeOn([laptop], { ...window, ...at }).x === at.x).toBe(stays)
})

test('its top is never above the area, and it is never larger than it', () => {
  expect(placeOn([laptop], { x: 0, y: 15, width: 3000, height: 3000 })).toEqual({
    x: 0,
    y: 25,
    width: 1440,
    height: 875,
  })
})

test('without any display it is left as it is', () => expect(placeOn([], window)).toEqual(window))

test('an arrangement is the same in whatever order it is told, and another at another scale', () => {
  expect(arrangementOf([laptop, right])).toBe(arrangementOf([right, laptop]))
  expect(arrangementOf([laptop])).not.toBe(arrangementOf([{ ...laptop, scaleFactor: 1.5 }]))
})
