import { importLimits as limits } from './limits.ts'

/** Lets so many mails go into the store at a time and no more, so that reading never gets ahead of writing. */
export function createInFlight() {
  const running = new Set<Promise<unknown>>()
  let bytes = 0

  return {
    /** Resolves once it has begun. `begin` must not reject. */
    async add(size: number, begin: () => Promise<void>): Promise<void> {
      while (running.size >= limits.mailsInFlight || (bytes > 0 && bytes + size > limits.bytesInFlight))
        await Promise.race(running)
      bytes += size
      const work = begin().finally(() => {
        bytes -= size
        running.delete(work)
      })
      running.add(work)
    },
    drained: async (): Promise<void> => void (await Promise.all(running)),
  }
}
