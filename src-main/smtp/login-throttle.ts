import { createAddressBuckets, type AddressBuckets } from '../rates/address-buckets.ts'

/** Ten wrong logins at once, then one every six seconds: a misconfigured app notices, a guesser gets nowhere. */
const pace = { size: 10, refillMs: 6_000 }
/** Addresses remembered; one with more than these is not stopped by counting. */
const maxAddresses = 10_000

/**
 * Slows down whoever guesses passwords. A try counts from its start, so that many at once do not slip through, and not
 * at all when it was right: an app may log in with every mail.
 */
export function createLoginThrottle(now: () => number): LoginThrottle {
  return createAddressBuckets({ pace, now, maxAddresses })
}

export type LoginThrottle = Pick<AddressBuckets, 'take' | 'giveBack'>
