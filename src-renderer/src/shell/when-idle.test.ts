import { beforeEach, expect, test, vi } from 'vitest'
import { whenIdle } from './when-idle.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

/** A page that is busy for so long. */
function busyPage(ms: number) {
  return {
    requestIdleCallback: (work: IdleRequestCallback, { timeout = Infinity }: IdleRequestOptions = {}) =>
      Number(setTimeout(work, Math.min(ms, timeout))),
    cancelIdleCallback: (id: number) => clearTimeout(id),
  }
}

test.each([
  ['a page that has nothing to do', busyPage(20), 20],
  ['a page that is never idle', busyPage(Infinity), 500],
  ['a browser without idle time', {}, 0],
])('%s does it then, once, and not when it was called off', async (_name, page, afterMs) => {
  const [work, calledOff] = [vi.fn(), vi.fn()]
  whenIdle(work, page)
  whenIdle(calledOff, page)()
  expect(work).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(Math.max(0, afterMs - 1))
  expect(work).toHaveBeenCalledTimes(afterMs === 0 ? 1 : 0)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(work).toHaveBeenCalledTimes(1)
  expect(calledOff).not.toHaveBeenCalled()
})
