/** How many calls may come at once, and how many come back in a minute. */
export type Pace = { capacity: number; perMinute: number }

/** What is in a bucket, in parts of a token: a minute's worth of milliseconds each, so that all sums are whole. */
export type Bucket = { parts: number; at: number }

const partsOfToken = 60_000

/** The bucket as it is now; without one, a full one. A clock that was set back neither empties nor fills it. */
export function refill(bucket: Bucket | undefined, { capacity, perMinute }: Pace, now: number): Bucket {
  const full = capacity * partsOfToken
  if (!bucket) return { parts: full, at: now }
  const passedMs = Math.max(0, now - bucket.at)
  return { parts: Math.min(full, bucket.parts + passedMs * perMinute), at: now }
}

/** Takes a token out of a bucket that has one. */
export function take({ parts, at }: Bucket): Bucket {
  return { parts: parts - partsOfToken, at }
}

/** Whole tokens in it. */
export const tokensIn = ({ parts }: Bucket): number => Math.floor(parts / partsOfToken)

/** When it will hold so many tokens; now, when it does. */
export function whenItHolds(tokens: number, { parts, at }: Bucket, { perMinute }: Pace): number {
  return at + Math.max(0, Math.ceil((tokens * partsOfToken - parts) / perMinute))
}
