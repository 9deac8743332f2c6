/** One that has a place, whoever it is. */
export type Guest = {
  /** Whom it counts for: `networkOf` its address. */
  network: string
  /** In the middle of something that would have to be done again. */
  isBusy: boolean
}

/**
 * All places are taken and one more has come: who goes? One of the network that has the most, whoever of it was silent
 * for longest; nobody who is busy, unless the newcomer's network has not half as much as that one. So nobody can take
 * all places by being first or by being many. Undefined: nobody may be sent away, and the newcomer has to go.
 *
 * `guests` has whoever was silent for longest first, and the newcomer among them.
 */
export function whoMakesRoom<G extends Guest>(guests: Iterable<G>, newcomer: G): G | undefined {
  const all = [...guests]
  const counts = new Map<string, number>()
  for (const { network } of all) counts.set(network, (counts.get(network) ?? 0) + 1)
  const [greediest, most] = [...counts].reduce((first, next) => (next[1] > first[1] ? next : first))
  const candidates = all.filter(guest => guest.network === greediest && guest !== newcomer)
  const isModest = (counts.get(newcomer.network) ?? 0) * 2 < most
  return candidates.find(({ isBusy }) => !isBusy) ?? (isModest ? candidates[0] : undefined)
}
