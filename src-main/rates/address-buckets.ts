import { networkOf } from './network-of.ts'
import { draw, putBack, waitMs, type Bucket, type Pace } from './token-bucket.ts'

type Deps = {
  pace: Pace
  now: () => number
  /** More are not remembered: the one that was quiet for longest has all its tries again. */
  maxAddresses: number
}

export type AddressBuckets = ReturnType<typeof createAddressBuckets>

/** How often each address may try something. Only tries that were allowed are counted; being refused costs nothing. */
export function createAddressBuckets({ pace, now, maxAddresses }: Deps) {
  const buckets = new Map<string, Bucket>()

  /** Put in anew, so that the first of the map is the one that was quiet for longest. */
  function keep(network: string, bucket: Bucket): void {
    buckets.delete(network)
    if (bucket !== undefined) buckets.set(network, bucket)
    if (buckets.size > maxAddresses) buckets.delete(buckets.keys().next().value!)
  }

  return {
    /** Takes a try; answers 0, or the milliseconds to wait when there is none. */
    take(address: string): number {
      const network = networkOf(address)
      const bucket = buckets.get(network)
      const wait = waitMs(bucket, pace, now())
      if (wait === 0) keep(network, draw(bucket, pace, now()))
      return wait
    },
    /** A try that was taken does not count after all. */
    giveBack(address: string): void {
      const network = networkOf(address)
      keep(network, putBack(buckets.get(network), pace, now()))
    },
    /** No try of this address counts any more. */
    forget: (address: string): void => void buckets.delete(networkOf(address)),
  }
}
