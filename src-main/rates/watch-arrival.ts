export type LeastPace = {
  /** What has to come in each span. */
  bytes: number
  withinMs: number
}

/** A slow line of the nineties. Whoever sends slower wants to hold something, not to send something. */
export const leastPace: LeastPace = { bytes: 60 * 1024, withinMs: 60_000 }

type Watched = {
  pace: LeastPace
  /** What has come since the beginning. */
  received: () => number
  /** What came is not taken yet: that it is slow is our doing. */
  waitsForUs: () => boolean
  /** Said once. */
  onTooSlow: () => void
}

/**
 * Looks at the end of each span whether enough came in it. Answers how to stop. After a stall of this process the span is over
 * before what came meanwhile was read off the socket: it looks when that was done.
 */
export function watchArrival({ pace, received, waitsForUs, onTooSlow }: Watched): () => void {
  let before = received()
  let looking: NodeJS.Immediate | undefined
  const timer = setInterval(() => (looking = setImmediate(look)), pace.withinMs)
  timer.unref()

  function look(): void {
    const now = received()
    const isEnough = now - before >= pace.bytes || waitsForUs()
    before = now
    if (isEnough) return
    stop()
    onTooSlow()
  }

  function stop(): void {
    clearInterval(timer)
    clearImmediate(looking)
  }

  return stop
}
