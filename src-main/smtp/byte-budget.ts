/** Memory for mails in flight. Reservations are served in order; one that does not fit waits. */
export function createByteBudget(total: number) {
  let free = total
  const waiting: { bytes: number; grant: () => void }[] = []

  function serve(): void {
    while (waiting.length > 0 && waiting[0]!.bytes <= free) {
      const next = waiting.shift()!
      free -= next.bytes
      next.grant()
    }
  }

  return {
    /** Resolves, once there is room, with the function that gives it back. More than all there is counts as all. */
    async reserve(asked: number): Promise<() => void> {
      const bytes = Math.min(asked, total)
      await new Promise<void>(grant => {
        waiting.push({ bytes, grant })
        serve()
      })
      let held = true
      return () => {
        if (!held) return
        held = false
        free += bytes
        serve()
      }
    },
  }
}

export type ByteBudget = ReturnType<typeof createByteBudget>
