import type { KeyRepository } from './repository.ts'

type Deps = {
  save: KeyRepository['saveLastUsed']
  now: () => number
  onError: (error: unknown) => void
}

/** How often what is due is written, all keys in one write. */
const tickMs = 1_000
/** A key in constant use is written once a minute. */
const writeEveryMs = 60_000

/** When each key was last used: in memory with every call, in the store once a minute at most. */
export function createLastUsed({ save, now, onError }: Deps) {
  const used = new Map<string, { at: number; writtenAt: number }>()
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  function write(ids: string[]): void {
    if (ids.length === 0) return
    const due = ids.map(id => ({ id, at: used.get(id)!.at }))
    for (const id of ids) {
      waiting.delete(id)
      used.get(id)!.writtenAt = now()
    }
    writing = writing.then(() => save(due)).catch(onError)
  }

  const isDue = (id: string): boolean => Math.abs(now() - used.get(id)!.writtenAt) >= writeEveryMs

  return {
    note(id: string): void {
      used.set(id, { writtenAt: used.get(id)?.writtenAt ?? -Infinity, at: now() })
      waiting.add(id)
    },
    /** What was noted since the start. */
    of: (id: string): number | undefined => used.get(id)?.at,
    start(): void {
      timer = setInterval(() => write([...waiting].filter(isDue)), tickMs)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      write([...waiting])
      await writing
    },
  }
}
