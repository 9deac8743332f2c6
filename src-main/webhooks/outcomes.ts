import type { Outcome } from './delivery-repository.ts'

type Deps = {
  record: (outcomes: Outcome[]) => Promise<void>
  /** Called with every try. */
  onAttempt: (status: Outcome['status']) => void
  /** Called when a receiver said that it wants no more, and the store knows. */
  onGone: (webhookId: string) => void
  onError: (error: unknown) => void
}

export type Outcomes = ReturnType<typeof createOutcomes>

const quietMs = 200
const maxWaiting = 100

/** Collects what became of tries, and writes them together. */
export function createOutcomes({ record, onAttempt, onGone, onError }: Deps) {
  let waiting: Outcome[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  /** Resolves when all that was added before is written. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.catch(() => {}).then(write)
    return writing
  }

  async function write(): Promise<void> {
    const written = waiting
    if (written.length === 0) return
    waiting = []
    try {
      await record(written)
    } catch (error) {
      waiting = [...written, ...waiting]
      throw error
    }
    for (const { gone, webhookId } of written) if (gone) onGone(webhookId)
  }

  return {
    flush,
    add(outcome: Outcome): void {
      onAttempt(outcome.status)
      waiting.push(outcome)
      if (waiting.length >= maxWaiting) flush().catch(onError)
      else timer ??= setTimeout(() => flush().catch(onError), quietMs)
    },
  }
}
