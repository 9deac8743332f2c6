import { findCollector } from '../storage/find-collector.ts'

const lookEveryMs = 2_000
/** A thread that worked no longer than this between two looks has nothing to do: timers alone take less. */
const idleMs = 20
/** What less work than this leaves behind is not worth a pause. */
const worthMs = 300

/**
 * Gives the memory that a burst has left back to the system, once the thread that calls this has nothing to do. V8 collects only
 * when something is asked of it, so an idle thread would keep it for ever. Takes 20 to 40 ms of processor time.
 */
export function collectWhenIdle(cpuUsage: () => NodeJS.CpuUsage, onCollected = () => {}): void {
  const collect = findCollector()
  if (!collect) return
  const startedAt = msOf(cpuUsage())
  // However short it was, a start leaves much behind.
  const isDue = createIdleRule(startedAt, startedAt - worthMs)
  setInterval(() => {
    if (!isDue(msOf(cpuUsage()))) return
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    onCollected()
  }, lookEveryMs).unref()
}

const msOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000

/**
 * Whether to collect now, told at each look how much processor time, in milliseconds, the thread has used so far; and at first how
 * much it had used at the last look and at the last collection.
 */
export function createIdleRule(usedBefore = 0, usedThen = 0): (usedMs: number) => boolean {
  return usedMs => {
    const idle = usedMs - usedBefore <= idleMs
    usedBefore = usedMs
    if (!idle || usedMs - usedThen < worthMs) return false
    usedThen = usedMs
    return true
  }
}
