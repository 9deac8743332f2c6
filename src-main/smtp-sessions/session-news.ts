import type { EventBus } from '../events/bus.ts'
import { maxIds } from '../events/coalesce.ts'

/** Sessions change with every line; who looks at them hears of it this often. */
const everyMs = 250

/** Announces which sessions have changed, together and not more often than anybody can see. */
export function createSessionNews({ events }: { events: EventBus }) {
  let changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function announce(): void {
    timer = undefined
    const sessionIds = [...changed]
    changed = new Set()
    events.announce({ type: 'smtp.session', sessionIds })
  }

  return {
    add(id: string): void {
      // One more than an event names shows that there were too many.
      if (changed.size <= maxIds) changed.add(id)
      if (!stopped) timer ??= setTimeout(announce, everyMs)
    },
    stop(): void {
      stopped = true
      clearTimeout(timer)
    },
  }
}
