/** The value below which `share` of the values lie (nearest rank). NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle]!
  return sorted.length === 0 ? NaN : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Of several rounds: the middle one and how far they lie apart. */
export type Figure = { median: number; min: number; max: number; rounds: number[] }

export function figureOf(rounds: number[]): Figure {
  return { median: median(rounds), min: Math.min(...rounds), max: Math.max(...rounds), rounds }
}
