import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { coalesce } from './coalesce.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first call runs at once, a thousand more become one', async () => {
  let runs = 0
  const refresh = coalesce(async () => void runs++, 300)
  for (let call = 0; call < 1000; call++) refresh()
  expect(runs).toBe(1)
  await vi.advanceTimersByTimeAsync(300)
  expect(runs).toBe(2)
  await vi.advanceTimersByTimeAsync(3000)
  expect(runs).toBe(2)
})

test('a run that fails does not end the refreshing', async () => {
  let runs = 0
  const refresh = coalesce(async () => {
    runs++
    throw new Error('offline')
  }, 300)
  refresh()
  await vi.advanceTimersByTimeAsync(300)
  refresh()
  expect(runs).toBe(2)
})

test('a server that cannot be reached is asked again until it can, and no more', async () => {
  let runs = 0
  const refresh = coalesce(async () => {
    if (++runs < 3) throw new AppError('unavailable', 'The server cannot be reached.')
  }, 300)
  refresh()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(runs).toBe(3)
})

test('the pause grows while calls keep coming', async () => {
  let runs = 0
  const refresh = coalesce(async () => void runs++, 100, 400)
  for (let elapsed = 0; elapsed < 2_000; elapsed += 10) {
    refresh()
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(runs).toBe(7)
})
