import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a contender with `--import`: the first SIGUSR2 starts to watch the main thread's event loop, the
 * second writes what was seen to the file that BENCH_LOOP_DELAY names.
 */
const file = process.env['BENCH_LOOP_DELAY']
const resolutionMs = 1

if (isMainThread && file) {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  let watching = false
  process.on('SIGUSR2', () => {
    if (watching) {
      histogram.disable()
      const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
      writeFileSync(
        file,
        JSON.stringify({
          p50: ms(histogram.percentile(50)),
          p99: ms(histogram.percentile(99)),
          max: ms(histogram.max),
        }),
      )
    } else {
      histogram.reset()
      histogram.enable()
    }
    watching = !watching
  })
}
