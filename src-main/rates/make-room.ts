/** One that has a place, whoever it is. */
export type Guest = {
  /** Whom it counts for: `networkOf` its address. */
  readonly network: string
  /** In the middle of something that would have to be done again. */
  readonly isBusy: boolean
}

export type Room<G extends Guest> = ReturnType<typeof createRoom<G>>

/** Who has a place, and who has to go when there are too many. Quick, for it is asked with every connect of a flood. */
export function createRoom<G extends Guest>() {
  /** In each set, whoever was silent for longest is first. */
  const byNetwork = new Map<string, Set<G>>()

  function leave(guest: G): void {
    const others = byNetwork.get(guest.network)
    others?.delete(guest)
    if (others?.size === 0) byNetwork.delete(guest.network)
  }

  function largest(): Set<G> | undefined {
    return [...byNetwork.values()].reduce<Set<G> | undefined>(
      (first, next) => (first === undefined || next.size > first.size ? next : first),
      undefined,
    )
  }

  return {
    enter(guest: G): void {
      const others = byNetwork.get(guest.network)
      if (others) others.add(guest)
      else byNetwork.set(guest.network, new Set([guest]))
    },
    leave,
    /** It said something: now it is the last of its network that has to go. */
    heard(guest: G): void {
      const others = byNetwork.get(guest.network)
      if (others?.delete(guest)) others.add(guest)
    },
    /**
     * There is one too many: who leaves for the newcomer, which has entered? One of the network that has the most, whoever
     * of it was silent for longest; nobody who is busy, unless the newcomer's network has not half as much as that one. So
     * nobody can take all places by being first or by being many. Undefined when nobody may be sent away.
     */
    makeFor(newcomer: G): G | undefined {
      const most = largest() ?? new Set<G>()
      const isModest = (byNetwork.get(newcomer.network)?.size ?? 0) * 2 < most.size
      const idle = first(most, guest => guest !== newcomer && !guest.isBusy)
      const busy = isModest ? first(most, guest => guest !== newcomer) : undefined
      const found = idle ?? busy
      if (found) leave(found)
      return found
    },
  }
}

function first<G>(all: Set<G>, fits: (one: G) => boolean): G | undefined {
  for (const one of all) if (fits(one)) return one
  return undefined
}
