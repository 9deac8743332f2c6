/** Where something listens, or is to. */
export type Place = { port: number; host: string }

/** A socket that is open. */
export type OpenSocket = {
  port: number
  /** Takes no new connections from this moment on; those that are open stay. */
  release: () => void
  /** Resolves when what was going on has ended. */
  leave: () => Promise<void>
  stop: () => Promise<void>
}

/** Another socket is open beside the present one: one of the two has to go. */
type Move = { commit: () => void; undo: () => Promise<void> }

/** One way in: the socket that is open, or why there is none. `open` rejects with a reason. */
export function createDoor<P extends Place>(open: (place: P) => Promise<OpenSocket>) {
  let asked: P | null = null
  let socket: OpenSocket | null = null
  let problem: unknown = null
  /** They finish what they began. */
  const leaving = new Set<OpenSocket>()

  function letGo(old: OpenSocket): void {
    leaving.add(old)
    void old.leave().finally(() => leaving.delete(old))
  }

  async function tryOpen(place: P): Promise<void> {
    try {
      socket = await open(place)
      problem = null
    } catch (error) {
      socket = null
      problem = error
    }
  }

  return {
    bound: (): number | null => socket?.port ?? null,
    problem: (): unknown => problem,

    /** Opens it, or notes why it cannot be opened. Null keeps it shut. */
    async start(place: P | null): Promise<void> {
      asked = place
      if (place && !socket) await tryOpen(place)
    },

    /**
     * Opens it elsewhere, and rejects when that cannot be. The old socket stays until then, except where both would be in
     * each other's way: that one is released for the moment, and opened again when it has to be.
     */
    async prepare(next: P | null): Promise<Move> {
      const [before, from] = [socket, asked]
      const settle = (now: OpenSocket | null) => {
        asked = next
        socket = now
        problem = null
        if (before) letGo(before)
      }
      if (next === null) return { commit: () => settle(null), undo: async () => {} }

      const target = before && from ? { ...next, port: portFor(next, from, before) } : next
      const inTheWay = before !== null && from !== null && overlap(target, { ...from, port: before.port })
      if (inTheWay) before.release()
      const goBack = async () => {
        if (!inTheWay) return
        letGo(before)
        await tryOpen({ ...from, port: before.port })
      }
      const opened = await open(target).catch(async (error: unknown) => {
        await goBack()
        throw error
      })
      return {
        commit: () => settle(opened),
        async undo() {
          await opened.stop()
          await goBack()
        },
      }
    },

    async stop(): Promise<void> {
      const all = [...leaving, ...(socket ? [socket] : [])]
      socket = null
      await Promise.all(all.map(one => one.stop()))
    },
  }
}

/** Who asked for any free port and got one keeps that. */
function portFor(next: Place, from: Place, { port }: OpenSocket): number {
  return next.port === 0 && from.port === 0 ? port : next.port
}

/** Whether two sockets cannot be open at the same time. */
export function overlap(one: Place, other: Place): boolean {
  if (one.port !== other.port || one.port === 0) return false
  return one.host === other.host || [one, other].some(({ host }) => !isOneAddress(host))
}

/** Neither all of the machine's nor a name, which may stand for several. */
function isOneAddress(host: string): boolean {
  return /^[\d.]+$|:/.test(host) && host !== '0.0.0.0' && host !== '::'
}
