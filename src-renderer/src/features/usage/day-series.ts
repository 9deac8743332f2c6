import type { UsageDay } from '#shared/api/usage.ts'
import { isMeant, type Callers } from './callers.ts'

/** One row of a stack, oldest day first. `id` null is the owner, `others` all that are not named. */
export type Series = { id: string | null; name: string | null; values: number[] }
export const others = 'others'

/** More than these look alike in a chart. */
const namedKeys = 5

/** Calls, or errors, of those who are meant, by day: the busiest keys by name, the rest together. `days` come newest first. */
export function callsByKey(
  days: readonly UsageDay[],
  count: 'calls' | 'errors',
  callers: Callers = '',
): Series[] {
  const ordered = days.toReversed()
  const totals = new Map<string | null, { name: string | null; total: number }>()
  for (const { keys } of ordered)
    for (const key of keys) {
      if (!isMeant(callers, key.id)) continue
      const known = totals.get(key.id)
      totals.set(key.id, { name: key.name ?? known?.name ?? null, total: (known?.total ?? 0) + key[count] })
    }
  const busiest = [...totals]
    .filter(([, { total }]) => total > 0)
    .sort(([, one], [, other]) => other.total - one.total)
  const valuesOf = (ids: Set<string | null>) =>
    ordered.map(({ keys }) => keys.reduce((sum, key) => sum + (ids.has(key.id) ? key[count] : 0), 0))
  const named = busiest.slice(0, namedKeys)
  const rest = busiest.slice(namedKeys)
  return [
    ...named.map(([id, { name }]) => ({ id, name, values: valuesOf(new Set([id])) })),
    ...(rest.length > 0
      ? [{ id: others, name: null, values: valuesOf(new Set(rest.map(([id]) => id))) }]
      : []),
  ]
}

/** One number of each day, oldest first. */
export function byDay(days: readonly UsageDay[], count: 'messagesReceived' | 'bytesReceived'): number[] {
  return days.toReversed().map(day => day[count])
}

/** Each row of a stack with all below it: what is drawn, the highest first. */
export function stack(series: readonly { values: number[] }[]): number[][] {
  const length = series[0]?.values.length ?? 0
  let below = Array.from({ length }, () => 0)
  return series.map(({ values }) => (below = below.map((sum, at) => sum + (values[at] ?? 0))))
}
