import { EventEmitter } from 'node:events'
import type { Rectangle } from 'electron'
import { mustBeReady } from './app.ts'

export type SimulatedDisplay = { id: number; workArea: Rectangle; scaleFactor: number }

let displays: SimulatedDisplay[] = [
  { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 }, scaleFactor: 1 },
]

export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays(): SimulatedDisplay[] {
    mustBeReady('screen')
    return displays
  },
  getPrimaryDisplay(): SimulatedDisplay {
    mustBeReady('screen')
    return displays[0]!
  },
  /** A test's hand: displays are plugged in or out. */
  simulateDisplays(now: SimulatedDisplay[]): void {
    const gone = displays.filter(({ id }) => !now.some(one => one.id === id))
    displays = now
    for (const display of gone) screen.emit('display-removed', {}, display)
  },
})
