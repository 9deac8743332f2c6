/** How many may be taken by one, and by all together. */
type Most = { each: number; all: number }

/**
 * Places that are held for a while, such as those of calls that wait. `take` answers what gives the place back, once;
 * undefined when there is none for this one.
 */
export function createPlaces(most: Most) {
  const taken = new Map<string, number>()
  let total = 0

  return {
    take(who: string): (() => void) | undefined {
      const own = taken.get(who) ?? 0
      if (own >= most.each || total >= most.all) return undefined
      taken.set(who, own + 1)
      total += 1
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        total -= 1
        const left = taken.get(who)! - 1
        if (left === 0) taken.delete(who)
        else taken.set(who, left)
      }
    },
  }
}
