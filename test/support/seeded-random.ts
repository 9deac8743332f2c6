/** Chance that is the same on every run (mulberry32). */
export function seededRandom(seed: number) {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    /** A whole number from 0 up to the limit, without it. */
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)]!,
    chance: (): boolean => next() < 0.5,
  }
}
