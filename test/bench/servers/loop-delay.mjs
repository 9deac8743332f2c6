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
  const busy = watchBusy()
  process.on('SIGUSR2', () => {
    watching = !watching
    if (watching) {
      busy.start()
      return histogram.enable()
    }
    histogram.disable()
    // A sample is the time between two ticks of the watch; what is over its interval is delay.
    const ms = nanoseconds => Math.max(0, nanoseconds / 1e6 - resolutionMs)
    writeFileSync(
      file,
      JSON.stringify({ p99: ms(histogram.percentile(99)), max: ms(histogram.max), busy: busy.longest() }),
    )
  })
}

/**
 * The longest that the thread worked, in processor time, without a look at its timers: what of a delay is its own. The rest
 * it waited for a processor that others had.
 */
function watchBusy() {
  let last = process.threadCpuUsage()
  let longest = 0
  const look = () => {
    const { user, system } = process.threadCpuUsage()
    longest = Math.max(longest, (user + system - last.user - last.system) / 1000)
    last = { user, system }
  }
  setInterval(look, resolutionMs).unref()
  return {
    /** Forgets what was before. */
    start() {
      last = process.threadCpuUsage()
      longest = 0
    },
    longest: () => longest,
  }
}
