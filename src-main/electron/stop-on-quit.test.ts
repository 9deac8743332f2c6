import { EventEmitter } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { isPrevented } from '#test/support/electron/simulated/preventable.ts'
import { stopOnQuit } from './stop-on-quit.ts'

const signals = ['SIGINT', 'SIGTERM', 'disconnect'] as const
const before = signals.map(name => process.listeners(name as 'SIGINT'))
afterEach(() => {
  vi.useRealTimers()
  signals.forEach((name, at) => {
    for (const listener of process.listeners(name as 'SIGINT'))
      if (!before[at]!.includes(listener)) process.off(name, listener)
  })
})

/** An app that ends by itself unless somebody prevents it. */
function open(stop: () => Promise<void>) {
  const ends: (number | 'by itself')[] = []
  const app = Object.assign(new EventEmitter(), {
    quit: () => void (isPrevented(app, 'before-quit') || ends.push('by itself')),
    exit: (code: number) => void ends.push(code),
  })
  const powerMonitor = new EventEmitter()
  const errors: unknown[] = []
  const stopFirst = stopOnQuit({
    app: app as never, // all that is used of it
    powerMonitor: powerMonitor as never, // as above
    stop,
    onError: error => errors.push(error),
  })
  return { app, powerMonitor, ends, errors, stopFirst }
}

test('the server stops once, however often the app is told to quit', async () => {
  vi.useFakeTimers()
  const stop = vi.fn(async () => {})
  const { app, ends } = open(stop)
  app.quit()
  app.quit()
  await vi.advanceTimersByTimeAsync(0)
  expect([stop.mock.calls.length, ends]).toEqual([1, [0]])
})

test('a system that shuts down waits for it', async () => {
  vi.useFakeTimers()
  const { powerMonitor, ends } = open(async () => {})
  expect(isPrevented(powerMonitor, 'shutdown')).toBe(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(ends).toEqual([0])
})

test('a window that is told that the session ends quits too', async () => {
  vi.useFakeTimers()
  const { app, ends } = open(async () => {})
  const window = new EventEmitter()
  app.emit('browser-window-created', {}, window)
  window.emit('session-end')
  await vi.advanceTimersByTimeAsync(0)
  expect(ends).toEqual([0])
})

test('a server that does not stop keeps nobody, and one that fails is told', async () => {
  vi.useFakeTimers()
  const hanging = open(() => new Promise(() => {}))
  hanging.app.quit()
  await vi.advanceTimersByTimeAsync(4_499)
  expect(hanging.ends).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(hanging.ends).toEqual([0])

  const failing = open(() => Promise.reject(new Error('no')))
  failing.app.quit()
  await vi.advanceTimersByTimeAsync(0)
  expect([failing.ends, failing.errors]).toEqual([[1], [new Error('no')]])
})

test('stopped beforehand, the app ends as whoever installs its update wants it to', async () => {
  const stop = vi.fn(async () => {})
  const { app, ends, stopFirst } = open(stop)
  await stopFirst()
  app.quit()
  expect([stop.mock.calls.length, ends]).toEqual([1, ['by itself']])
})
