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

/** Looks at the end of each span whether enough came in it. Answers how to stop. */
export function watchArrival({ pace, received, waitsForUs, onTooSlow }: Watched): () => void {
  let before = received()
  const timer = setInterval(() => {
    const now = received()
    const isEnough = now - before >= pace.bytes || waitsForUs()
    before = now
    if (isEnough) return
    clearInterval(timer)
    onTooSlow()
  }, pace.withinMs)
  timer.unref()
  return () => clearInterval(timer)
}
