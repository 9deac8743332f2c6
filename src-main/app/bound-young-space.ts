import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Both halves of the space. With a quarter of it a mail costs 20 µs more; left alone, it grows to 64 MB. */
const enoughBytes = 8 * 1024 * 1024
/** One half of what a thread has whose young space is limited when it starts (storage/thread/job-thread.ts). */
const threadsHalfMb = 8

/**
 * Lets V8's space for young objects of the main thread grow so far and no further, which takes 50 MB off the peak. V8 has an option
 * for that, but reads it before any program runs; how fast the space grows it asks each time. That is one answer for all
 * threads, so those that start from now on have their space from the beginning.
 * A collection of everything makes the space small again: call what this returns, so that it may grow back.
 */
export function boundYoungSpace(): () => void {
  const watch = new PerformanceObserver(() => {
    if (youngBytes() < enoughBytes) return
    setFlagsFromString('--semi-space-growth-factor=1')
    watch.disconnect()
  })
  const letGrow = () => {
    setFlagsFromString('--semi-space-growth-factor=2')
    watch.observe({ entryTypes: ['gc'] })
  }
  setFlagsFromString(`--min-semi-space-size=${threadsHalfMb}`)
  letGrow()
  return letGrow
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0
}
