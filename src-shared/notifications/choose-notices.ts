/** More than this in a second are told of together. */
const maxPerSecond = 3
const secondMs = 1_000

/** When those of the last second were shown, oldest first. */
export type Shown = readonly number[]

/** Which of new mails are told of one by one; of the others only how many there are. */
export function chooseNotices<T>(
  fresh: readonly T[],
  shown: Shown,
  now: number,
): { each: T[]; rest: number; shown: Shown } {
  const recent = shown.filter(at => now - at < secondMs)
  const free = Math.max(0, maxPerSecond - recent.length)
  const each = fresh.slice(0, free)
  return { each, rest: fresh.length - each.length, shown: [...recent, ...each.map(() => now)] }
}
