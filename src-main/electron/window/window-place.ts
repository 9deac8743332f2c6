import { z } from 'zod'

const Rect = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export type Rect = z.infer<typeof Rect>

/** Where the window was, in device-independent pixels; of a maximised one, where it goes when it no longer is. */
export const WindowPlace = Rect.extend({ maximized: z.boolean(), fullScreen: z.boolean() })
export type WindowPlace = z.infer<typeof WindowPlace>

/** What is needed of Electron's displays. */
export type Display = { workArea: Rect; scaleFactor: number }

/** The displays as they stand now, by a name that is the same whenever they stand so. */
export function arrangementOf(displays: readonly Display[]): string {
  return displays
    .map(
      ({ workArea: { x, y, width, height }, scaleFactor }) => `${x},${y},${width}x${height}@${scaleFactor}`,
    )
    .toSorted()
    .join(' ')
}

/** Of its top, this much has to be seen for a hand to get hold of it. */
const grip = { width: 120, height: 24 }

/**
 * Where a window goes that was at `wanted`: there, as long as it can be got hold of, and no larger than its display; else
 * into the middle of the nearest one, such as after a display was unplugged. `displays` begins with the first one.
 */
export function placeOn(displays: readonly Display[], wanted: Rect): Rect {
  const areas = displays.map(({ workArea }) => workArea)
  const holding = areas.find(area => canBeHeld(wanted, area))
  const area = holding ?? nearest(areas, wanted)
  if (!area) return wanted
  const width = Math.min(wanted.width, area.width)
  const height = Math.min(wanted.height, area.height)
  if (holding) return { x: wanted.x, y: Math.max(wanted.y, area.y), width, height }
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  }
}

function canBeHeld(window: Rect, area: Rect): boolean {
  const top = { ...window, height: grip.height }
  const seenX = overlap(top.x, top.width, area.x, area.width)
  // Systems put a window's top a little above the area when it is snapped there.
  const seenY = overlap(top.y, top.height, area.y, area.height)
  return seenX >= Math.min(grip.width, window.width) && seenY >= grip.height / 2
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)
}

/** By the way from the window's middle to the area; the first of several. */
function nearest(areas: readonly Rect[], window: Rect): Rect | undefined {
  const x = window.x + window.width / 2
  const y = window.y + window.height / 2
  const way = (area: Rect) => Math.hypot(away(x, area.x, area.width), away(y, area.y, area.height))
  return areas.toSorted((one, other) => way(one) - way(other))[0]
}

function away(point: number, start: number, length: number): number {
  return Math.max(start - point, 0, point - start - length)
}
