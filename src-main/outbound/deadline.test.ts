import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { timeoutMs } from '#main/webhooks/attempt.ts'
import { edge } from '#test/support/edge.ts'
import { startDeadline } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const isOverAfter = (ms: number): boolean => {
  const { signal } = startDeadline(timeoutMs)
  vi.advanceTimersByTime(ms)
  return signal.aborted
}

test('an attempt may take its time, and not a millisecond more', () => {
  expect(edge(timeoutMs).map(isOverAfter)).toEqual([false, true, true])
})

test('what extends it counts anew, and what stops it ends it', () => {
  const [extended, stopped] = [startDeadline(100), startDeadline(100)]
  vi.advanceTimersByTime(99)
  extended.extend()
  stopped.stop()
  vi.advanceTimersByTime(99)
  expect([extended.signal.aborted, stopped.signal.aborted]).toEqual([false, false])
  vi.advanceTimersByTime(1)
  expect([extended.signal.aborted, stopped.signal.aborted]).toEqual([true, false])
})
