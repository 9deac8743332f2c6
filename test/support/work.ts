/**
 * Processor time, in ms, that this thread spends on something. Not how long it takes: it tells hostile input that makes a
 * loop run away from a machine that is busy with other things.
 */
export function workOf(task: () => unknown): number {
  const before = process.threadCpuUsage()
  task()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
