import { draw, waitMs, type Bucket, type Pace } from '#shared/rates/token-bucket.ts'

/** 20 refused credentials in a minute, which is more than any mistake needs to be noticed. */
const pace: Pace = { size: 20, refillMs: 3_000 }
/** About a megabyte. */
const maxAddresses = 10_000

/**
 * Slows down whoever keeps on sending what is no key. Only that is counted, and a good key from the same address
 * always passes: 160 random bits are not guessed at any rate, so this is for the log and the processor; and on a
 * machine where all calls come from 127.0.0.1, locking out good keys would let one broken client stop all others.
 */
export function createRefusals({ now }: { now: () => number }) {
  const addresses = new Map<string, Bucket>()

  return {
    /** Counts a refusal; answers 0, or the milliseconds to wait when there have been too many. */
    take(remoteAddress: string): number {
      const address = networkOf(remoteAddress)
      const bucket = addresses.get(address)
      const wait = waitMs(bucket, pace, now())
      if (wait > 0) return wait
      // Put in anew, so that the first of the map is the one that was quiet for longest.
      addresses.delete(address)
      addresses.set(address, draw(bucket, pace, now()))
      if (addresses.size > maxAddresses) addresses.delete(addresses.keys().next().value!)
      return 0
    },
  }
}

/** Whom an address stands for: with IPv6 one machine has a whole /64 to choose from. */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail ?? '')]
  return `${all
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
