import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchArrival } from './watch-arrival.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch() {
  const seen = { bytes: 0, waitsForUs: false, tooSlow: 0 }
  const stop = watchArrival({
    pace: { bytes: 100, withinMs: 1000 },
    received: () => seen.bytes,
    waitsForUs: () => seen.waitsForUs,
    onTooSlow: () => seen.tooSlow++,
  })
  return { seen, stop }
}

test('enough in each span is never too slow, however long it takes', () => {
  const { seen, stop } = watch()
  for (let span = 0; span < 50; span++) {
    seen.bytes += 100
    vi.advanceTimersByTime(1000)
  }
  expect(seen.tooSlow).toBe(0)
  stop()
})

test('a byte less is, and is said once; what came before does not help', () => {
  const { seen } = watch()
  seen.bytes = 10_000
  vi.advanceTimersByTime(1000)
  seen.bytes += 99
  vi.advanceTimersByTime(999)
  expect(seen.tooSlow).toBe(0)
  vi.advanceTimersByTime(1)
  expect(seen.tooSlow).toBe(1)
  vi.advanceTimersByTime(10_000)
  expect(seen.tooSlow).toBe(1)
})

test('while it waits for us it may stand still', () => {
  const { seen } = watch()
  seen.waitsForUs = true
  vi.advanceTimersByTime(5000)
  expect(seen.tooSlow).toBe(0)
  seen.waitsForUs = false
  vi.advanceTimersByTime(1000)
  expect(seen.tooSlow).toBe(1)
})

test('nothing is said after the end', () => {
  const { seen, stop } = watch()
  stop()
  vi.advanceTimersByTime(5000)
  expect(seen.tooSlow).toBe(0)
})
