type Asking = { bytes: number; network: string; grant: () => void }

/**
 * Memory for mails in flight. Whose network holds least is served first, of each in order, so that nobody's mails wait for
 * all that another one has announced; one that does not fit waits, and keeps the rest waiting.
 */
export function createByteBudget(total: number) {
  let free = total
  const held = new Map<string, number>()
  const waiting: Asking[] = []
  const growing: Asking[] = []

  function serve(): void {
    // Mails that hold memory while they wait for more could wait for each other for ever. So they go first, and one at a
    // time gets its memory even when there is none: the budget is overdrawn by one mail at most.
    while (growing.length > 0 && free >= 0) grantTo(growing.shift()!)
    for (let next = mostModest(); next && next.bytes <= free; next = mostModest()) {
      waiting.splice(waiting.indexOf(next), 1)
      grantTo(next)
    }
  }

  const heldBy = (network: string): number => held.get(network) ?? 0

  function mostModest(): Asking | undefined {
    const [first, ...others] = waiting
    return others.reduce((best, one) => (heldBy(one.network) < heldBy(best!.network) ? one : best), first)
  }

  function grantTo({ bytes, network, grant }: Asking): void {
    take(bytes, network)
    grant()
  }

  /** Gives back what is negative. */
  function take(bytes: number, network: string): void {
    free -= bytes
    const left = heldBy(network) + bytes
    if (left === 0) held.delete(network)
    else held.set(network, left)
  }

  async function ask(queue: Asking[], asked: number, network: string): Promise<() => void> {
    const bytes = Math.min(asked, total)
    await new Promise<void>(grant => {
      queue.push({ bytes, network, grant })
      serve()
    })
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      take(-bytes, network)
      serve()
    }
  }

  return {
    /** Resolves, once there is room, with the function that gives it back. More than all there is counts as all. */
    reserve: (bytes: number, network = '') => ask(waiting, bytes, network),
    /** The same for a mail that has a share already. Ask for all it can come to need: it must not ask again. */
    reserveMore: (bytes: number, network = '') => ask(growing, bytes, network),
  }
}

export type ByteBudget = ReturnType<typeof createByteBudget>
