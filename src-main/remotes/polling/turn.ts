/** A mailbox, and when it was read last; null: never. */
type Read = { key: number; readAt: number | null }

/** However closely others are watched, each mailbox has its turn after so long. */
const longestMs = 15 * 60_000

/**
 * The mailbox that is read next where each has to be asked for on its own: one that somebody watches, unless another has
 * waited too long; else the one that has waited longest. Undefined when there is none.
 */
export function turnOf(mailboxes: Read[], watched: number[], now: number): number | undefined {
  // One that was read in the future, before the clock was set back, has waited just as long as any.
  const waited = ({ readAt }: Read) => (readAt === null ? Infinity : Math.abs(now - readAt))
  const longest = (some: Read[]) => some.toSorted((one, other) => compare(waited(other), waited(one)))[0]
  const all = longest(mailboxes)
  const watchedOne = longest(mailboxes.filter(({ key }) => watched.includes(key)))
  if (!all || !watchedOne || waited(all) >= longestMs) return all?.key
  return watchedOne.key
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1)
