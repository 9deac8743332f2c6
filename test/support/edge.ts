/** Below a bound, at it, and above it: what a test of a bound tries. */
export const edge = (most: number): readonly [below: number, at: number, above: number] => [
  most - 1,
  most,
  most + 1,
]
