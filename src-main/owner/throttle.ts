import { createAddressBuckets } from '../rates/address-buckets.ts'
import { networkOf } from '../rates/network-of.ts'

/** A person who mistypes gets five tries, and then one every half a minute. */
const alone = { size: 5, refillMs: 30_000 }
/** Many addresses together: what bounds guessing (and hashing) however many machines take part. */
const together = { size: 30, refillMs: 2_000 }
/** About a megabyte. */
const maxAddresses = 10_000
/** More places than an owner signs in from while Mayfly runs. */
const maxProven = 100

/** Where a try comes from. */
export type Place = {
  /** An address, or what stands for it. */
  name: string
  /** Others cannot be there: it is this machine, or somebody who is owner already. */
  isTrusted: boolean
}

/**
 * How often a password may be tried. What all addresses share must not let others lock the owner out, so it holds
 * neither trusted places nor addresses that signed in before: those have their own tries only.
 */
export function createThrottle({ now }: { now: () => number }) {
  const own = createAddressBuckets({ pace: alone, now, maxAddresses })
  const shared = createAddressBuckets({ pace: together, now, maxAddresses: 1 })
  /** Networks that a right password came from, the latest last. */
  const proven = new Set<string>()

  const isKnown = ({ name, isTrusted }: Place) => isTrusted || proven.has(networkOf(name))

  function remember(network: string): void {
    proven.delete(network)
    proven.add(network)
    if (proven.size > maxProven) proven.delete(proven.values().next().value!)
  }

  return {
    /** Takes a try; answers 0, or the milliseconds to wait when there is none. */
    take(place: Place): number {
      const waitAlone = own.take(place.name)
      if (waitAlone > 0 || isKnown(place)) return waitAlone
      const wait = shared.take(everybody)
      if (wait > 0) own.giveBack(place.name)
      return wait
    },
    /** The try was right: whoever knows the password is not held up by having mistyped it. */
    forgive(place: Place): void {
      own.forget(place.name)
      if (!isKnown(place)) shared.giveBack(everybody)
      if (!place.isTrusted) remember(networkOf(place.name))
    },
  }
}

const everybody = 'everybody'
