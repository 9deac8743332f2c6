import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { onWake } from './on-wake.ts'

test('whoever wakes the computer has all caught up with; a failure of that is reported', async () => {
  const powerMonitor = new EventEmitter()
  const errors: unknown[] = []
  let caughtUp = 0
  const catchUp = async () => {
    if (++caughtUp > 2) throw new Error('no store')
  }
  onWake(powerMonitor as never, catchUp, error => errors.push(error)) // the events alone are used
  powerMonitor.emit('suspend')
  expect(caughtUp).toBe(0)
  powerMonitor.emit('resume')
  powerMonitor.emit('unlock-screen')
  expect(caughtUp).toBe(2)
  powerMonitor.emit('resume')
  await expect.poll(() => errors).toEqual([new Error('no store')])
})
