import { createAddressBuckets, type AddressBuckets } from './address-buckets.ts'

/** 20 refused credentials in a minute, which is more than any mistake needs to be noticed. */
const pace = { size: 20, refillMs: 3_000 }
/** About a megabyte. */
const maxAddresses = 10_000

/**
 * Slows down whoever keeps on sending what is no key. Only that is counted, and a good key from the same address
 * always passes: 160 random bits are not guessed at any rate, so this is for the log and the processor; and on a
 * machine where all calls come from 127.0.0.1, locking out good keys would let one broken client stop all others.
 */
export function createRefusals({ now }: { now: () => number }): Pick<AddressBuckets, 'take'> {
  return createAddressBuckets({ pace, now, maxAddresses })
}
