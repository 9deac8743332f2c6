import { describe, expect, test } from 'vitest'
import { services, simulateDay, usages } from '#test/support/simulate-polling.ts'

const minuteMs = 60_000

describe.each(services)('a day at $name', service => {
  const allowed = service.perDay ?? service.limits.callsPerDay!
  const isSmall = allowed <= 100

  test.each(usages)('$name', usage => {
    const day = simulateDay(service, usage)
    expect(day.refused).toBe(0)
    expect(day.mostInAnyMinute).toBeLessThanOrEqual(service.limits.callsPerMinute ?? Infinity)
    expect(day.calls).toBeGreaterThan(20)
    expect(day.calls).toBeLessThanOrEqual(allowed * 0.95)
    // Nobody is left blind for a morning, however much was looked at before.
    expect(day.worstDelayMs).toBeLessThanOrEqual((isSmall ? 121 : 30) * minuteMs)
    if (!isSmall) expect(day.worstWaitedMs).toBeLessThanOrEqual(10_000)
    if (!usage.name.startsWith('nobody')) return
    // What nobody looks at never costs the last fifth of a day.
    expect(day.calls).toBeLessThanOrEqual(allowed * 0.8)
    expect(day.worstDelayMs).toBeLessThanOrEqual((isSmall ? 110 : 10) * minuteMs)
  })
})
