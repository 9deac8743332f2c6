/** Lets so many at a time do something, in the order they came. */
export function createSlots(count: number) {
  const waiting: (() => void)[] = []
  let free = count

  function pass(): void {
    const next = waiting.shift()
    if (next) next()
    else free++
  }

  return {
    /** Resolves, when it is one's turn, with the function that ends it; calling it again does nothing. */
    async take(): Promise<() => void> {
      if (free > 0) free--
      else await new Promise<void>(resolve => waiting.push(resolve))
      let held = true
      return () => {
        if (held) pass()
        held = false
      }
    },
  }
}
