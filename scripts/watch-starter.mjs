// npm that dies of SIGKILL cannot tell us. But whoever loses its parent gets another one, and that can be seen.
const pollMs = 250

/** Calls back once the process that started this one is gone. Call it first of all. */
export function whenStarterIsGone(callback) {
  const starter = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(timer)
    callback()
  }, pollMs)
  timer.unref()
}
