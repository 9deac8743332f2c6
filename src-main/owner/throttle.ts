import { draw, missingMs, waitMs, type Bucket, type Pace } from '#shared/rates/token-bucket.ts'

/** A person who mistypes gets five tries, and then one every half a minute. */
const perAddress: Pace = { size: 5, refillMs: 30_000 }
/** Many addresses together: what bounds guessing (and hashing) however many machines take part. */
const overAll: Pace = { size: 30, refillMs: 2_000 }

/** How often a password may be tried. Only tries that were allowed are counted, so few addresses are ever kept. */
export function createThrottle({ now }: { now: () => number }) {
  const addresses = new Map<string, Bucket>()
  let all: Bucket

  return {
    /** Takes a try; answers 0, or the milliseconds to wait when there is none. */
    take(address: string): number {
      const at = now()
      const wait = Math.max(waitMs(addresses.get(address), perAddress, at), waitMs(all, overAll, at))
      if (wait > 0) return wait
      forgetFull(addresses, at)
      addresses.set(address, draw(addresses.get(address), perAddress, at))
      all = draw(all, overAll, at)
      return 0
    },
    /** The try was right after all: whoever knows the password is not held up by having mistyped it. */
    forgive(address: string): void {
      addresses.delete(address)
    },
  }
}

/** A bucket that is full again says as much as none. */
function forgetFull(addresses: Map<string, Bucket>, at: number): void {
  for (const [address, bucket] of addresses)
    if (missingMs(bucket, perAddress, at) === 0) addresses.delete(address)
}
