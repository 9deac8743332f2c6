import { constants, PerformanceObserver } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { createPassedCollector } from './collect-passed.ts'

const mib = 1024 * 1024

test('what was passed on is collected after each 8 MiB of it, and not before', () => {
  let collections = 0
  const onPassed = createPassedCollector(() => void (collections += 1))
  onPassed(8 * mib - 1)
  expect(collections).toBe(0)
  onPassed(1)
  expect(collections).toBe(1)
  onPassed(7 * mib)
  expect(collections).toBe(1)
  onPassed(mib)
  expect(collections).toBe(2)
})

test('asks V8 for a collection of what is young', async () => {
  const asked: unknown[] = []
  const observer = new PerformanceObserver(list => {
    for (const entry of list.getEntries())
      asked.push((entry as PerformanceEntry & { detail: unknown }).detail)
  })
  observer.observe({ entryTypes: ['gc'] })
  createPassedCollector()(8 * mib)
  await expect
    .poll(() => asked)
    .toContainEqual({
      kind: constants.NODE_PERFORMANCE_GC_MINOR,
      flags: constants.NODE_PERFORMANCE_GC_FLAGS_FORCED,
    })
  observer.disconnect()
})
