/** How many calls may come at once, and how many come back in a minute. */
export type CallRate = { capacity: number; perMinute: number }

/** What is left of a rate, in parts of a call: a minute's worth of milliseconds each, so that all sums are whole. */
export type Allowance = { parts: number; at: number }

const partsOfCall = 60_000

/** What is left by now; without anything said, all. A clock that was set back neither empties nor fills it. */
export function refill(
  allowance: Allowance | undefined,
  { capacity, perMinute }: CallRate,
  now: number,
): Allowance {
  const full = capacity * partsOfCall
  if (!allowance) return { parts: full, at: now }
  const passedMs = Math.max(0, now - allowance.at)
  return { parts: Math.min(full, allowance.parts + passedMs * perMinute), at: now }
}

/** Takes a call from an allowance that has one. */
export function take({ parts, at }: Allowance): Allowance {
  return { parts: parts - partsOfCall, at }
}

/** Whole calls left. */
export const callsIn = ({ parts }: Allowance): number => Math.floor(parts / partsOfCall)

/** When it will hold so many calls; now, when it does. */
export function whenItHolds(calls: number, { parts, at }: Allowance, { perMinute }: CallRate): number {
  return at + Math.max(0, Math.ceil((calls * partsOfCall - parts) / perMinute))
}
