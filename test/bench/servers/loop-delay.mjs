import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a contender with `--import`: the first SIGUSR2 starts to watch the main thread's event loop, the
 * second writes what was seen to the file that BENCH_LOOP_DELAY names. Plain JavaScript: to strip types from it would
 * cost the contender memory and time that are not its own.
 */
const file = process.env['BENCH_LOOP_DELAY']
/** Fine enough to see a delay of 50 ms, coarse enough to cost nothing. */
const resolutionMs = 5

if (isMainThread && file) {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  let watching = false
  process.on('SIGUSR2', () => {
    watching = !watching
    if (watching) return histogram.enable()
    histogram.disable()
    // A sample is the time between two ticks of the watch; what is over its interval is delay.
    const ms = nanoseconds => Math.max(0, nanoseconds / 1e6 - resolutionMs)
    writeFileSync(file, JSON.stringify({ p99: ms(histogram.percentile(99)), max: ms(histogram.max) }))
  })
}
