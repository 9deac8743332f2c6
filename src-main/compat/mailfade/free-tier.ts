import { networkOf } from '../../rates/network-of.ts'

/** Calls without a key that an address has on a UTC day. */
export const freeCallsPerDay = 100
/** About a megabyte. The one that called first is forgotten first. */
const maxNetworks = 10_000
const dayMs = 24 * 60 * 60 * 1000

type Tally = { remaining: number; isOver: boolean; resetsAt: number }

/** Counts calls without a key, by address and day. In memory: a restart forgives. */
export function createFreeTier({ now }: { now: () => number }) {
  let day = NaN
  let calls = new Map<string, number>()

  return {
    /** Counts a call; refused ones too. */
    count(address: string): Tally {
      const today = Math.floor(now() / dayMs)
      if (today !== day) {
        day = today
        calls = new Map()
      }
      const network = networkOf(address)
      const made = (calls.get(network) ?? 0) + 1
      calls.set(network, made)
      if (calls.size > maxNetworks) calls.delete(calls.keys().next().value!)
      return {
        remaining: Math.max(0, freeCallsPerDay - made),
        isOver: made > freeCallsPerDay,
        resetsAt: (today + 1) * dayMs,
      }
    },
  }
}
