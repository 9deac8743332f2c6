/** How many tries may come at once, and how long one takes to come back. */
export type Pace = { size: number; refillMs: number }

/** A bucket of tries, as the moment at which it is full again; undefined is one that nobody has drawn from. */
export type Bucket = number | undefined

/** One try less. */
export function draw(bucket: Bucket, pace: Pace, now: number): Bucket {
  return now + missingMs(bucket, pace, now) + pace.refillMs
}

/** One try more, for one that did not count after all. */
export function putBack(bucket: Bucket, pace: Pace, now: number): Bucket {
  const missing = missingMs(bucket, pace, now) - pace.refillMs
  return missing > 0 ? now + missing : undefined
}

/** Milliseconds until there is a try; 0 when there is one. */
export function waitMs(bucket: Bucket, pace: Pace, now: number): number {
  return Math.max(0, missingMs(bucket, pace, now) - (pace.size - 1) * pace.refillMs)
}

/** Milliseconds until it is full. One that would be empty for longer than it can be is full: the clock was set back. */
function missingMs(bucket: Bucket, { size, refillMs }: Pace, now: number): number {
  const missing = Math.max(0, (bucket ?? now) - now)
  return missing > size * refillMs ? 0 : missing
}
