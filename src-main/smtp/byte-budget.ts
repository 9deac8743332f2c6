type Asking = { bytes: number; grant: () => void }

/** Memory for mails in flight. Reservations are served in order; one that does not fit waits. */
export function createByteBudget(total: number) {
  let free = total
  const waiting: Asking[] = []
  const growing: Asking[] = []

  function serve(): void {
    // Mails that hold memory while they wait for more could wait for each other for ever. So they go first, and one at a
    // time gets its memory even when there is none: the budget is overdrawn by one mail at most.
    while (growing.length > 0 && free >= 0) grantFirst(growing)
    while (waiting.length > 0 && waiting[0]!.bytes <= free) grantFirst(waiting)
  }

  function grantFirst(queue: Asking[]): void {
    const { bytes, grant } = queue.shift()!
    free -= bytes
    grant()
  }

  async function ask(queue: Asking[], asked: number): Promise<() => void> {
    const bytes = Math.min(asked, total)
    await new Promise<void>(grant => {
      queue.push({ bytes, grant })
      serve()
    })
    let held = true
    return () => {
      if (!held) return
      held = false
      free += bytes
      serve()
    }
  }

  return {
    /** Resolves, once there is room, with the function that gives it back. More than all there is counts as all. */
    reserve: (bytes: number) => ask(waiting, bytes),
    /** The same for a mail that has a share already. Ask for all it can come to need: it must not ask again. */
    reserveMore: (bytes: number) => ask(growing, bytes),
  }
}

export type ByteBudget = ReturnType<typeof createByteBudget>
