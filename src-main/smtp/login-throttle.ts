import { draw, missingMs, waitMs, type Bucket, type Pace } from '#shared/rates/token-bucket.ts'

/** Ten wrong logins at once, then one every six seconds: a misconfigured app notices, a guesser gets nowhere. */
const perAddress: Pace = { size: 10, refillMs: 6_000 }
const fullAfterMs = perAddress.size * perAddress.refillMs
/** Addresses remembered; one with more than these is not stopped by counting. */
const maxAddresses = 10_000

/**
 * Slows down whoever guesses passwords. A try counts from its start, so that many at once do not slip through, and not
 * at all when it was right: an app may log in with every mail.
 */
export function createLoginThrottle(now: () => number) {
  const addresses = new Map<string, Bucket>()

  return {
    /** False when the address has no tries left. */
    take(address: string): boolean {
      const at = now()
      const known = addresses.get(address)
      // Further ahead than a bucket can be empty: the clock was set back.
      const bucket = known !== undefined && known - at > fullAfterMs ? undefined : known
      if (waitMs(bucket, perAddress, at) > 0) return false
      addresses.delete(address)
      addresses.set(address, draw(bucket, perAddress, at))
      if (addresses.size > maxAddresses) addresses.delete(addresses.keys().next().value!)
      return true
    },
    /** The try was right. */
    giveBack(address: string): void {
      const at = now()
      const missing = missingMs(addresses.get(address), perAddress, at) - perAddress.refillMs
      if (missing > 0) addresses.set(address, at + missing)
      else addresses.delete(address)
    },
  }
}

export type LoginThrottle = ReturnType<typeof createLoginThrottle>
