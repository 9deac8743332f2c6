import type { Call } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { maxCountedMatches } from '#shared/search/limits.ts'

/** A store of messages by `seq`, newest first, that answers lists as the server does. */
export function createListServer(count: number) {
  const calls: string[] = []
  const held = new Map<string, Promise<void>>()
  let refusal: AppError | null = null
  let seqs = Array.from({ length: count }, (_, index) => count - index)

  /** A search finds all. */
  async function listMessages({ limit = 50, cursor, after, q }: Call<'listMessages'>) {
    const call = cursor === undefined ? 'top' : `from ${cursor}`
    calls.push(call)
    const matching = seqs.filter(seq => seq > Number(after ?? 0))
    const rest = matching.filter(seq => cursor === undefined || seq < Number(cursor))
    const items = rest.slice(0, Number(limit)).map(seq => ({ id: `m${seq}`, seq }) as MessageSummary)
    const nextCursor = rest.length > items.length ? String(items.at(-1)?.seq) : null
    const isKept = after === undefined && q === undefined
    const total = isKept ? matching.length : Math.min(matching.length, maxCountedMatches)
    await held.get(call)
    return { items, nextCursor, total }
  }

  async function listLandmarks({ cursor, every = 200, after = 0 }: Call<'listLandmarks'>) {
    const rest = seqs.filter(seq => seq < Number(cursor) && seq > Number(after))
    const cursors = rest.filter((_, index) => (index + 1) % Number(every) === 0).map(String)
    calls.push('landmarks')
    return { count: rest.length, cursors }
  }

  return {
    calls,
    remove(gone: number[]): void {
      seqs = seqs.filter(seq => !gone.includes(seq))
    },
    receive(fresh: number): void {
      const newest = seqs[0] ?? 0
      seqs = [...Array.from({ length: fresh }, (_, index) => newest + fresh - index), ...seqs]
    },
    /** Answers to a call are as of when it was made, and come when they are let go. */
    hold(call: string): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(call, promise)
      return resolve
    },
    /** What every call is refused with. */
    refuse(code: AppError['code'] | null): void {
      refusal = code && new AppError(code, 'Not now.')
    },
    async call(name: string, input: Call<'listMessages'>) {
      if (refusal) throw refusal
      return name === 'listLandmarks' ? listLandmarks(input) : listMessages(input)
    },
  }
}
