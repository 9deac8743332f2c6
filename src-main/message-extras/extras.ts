import type { ExtrasRepository } from './repository.ts'

type Deps = {
  repository: ExtrasRepository
  /** Deletes a message, if it is still there, and announces it. */
  deleteMessage: (id: string) => Promise<void>
  now: () => number
  onError: (error: unknown) => void
}

/** The clock of the wall moves with sleep and with whoever sets it, which no timer notices. */
const lookEveryMs = 1_000

export type MessageExtras = ReturnType<typeof createMessageExtras>

/** Extras of messages, and the end of those that end before their mailbox: by a timer, and before anybody looks. */
export function createMessageExtras({ repository, deleteMessage, now, onError }: Deps) {
  let dueAt = 0 // not known yet: the first call looks
  let settling: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  /** Resolves when all that has ended by now is gone; at once when there is nothing. */
  async function settle(): Promise<void> {
    while (settling || dueAt <= now()) await (settling ??= settleSome().finally(() => (settling = undefined)))
  }

  async function settleSome(): Promise<void> {
    const before = dueAt
    dueAt = Infinity // what is made meanwhile lowers it
    try {
      const { messageIds, nextDueAt } = await repository.settleExtras(now())
      for (const id of messageIds) await deleteMessage(id)
      watch(nextDueAt)
    } catch (error) {
      watch(before)
      throw error
    }
  }

  function watch(expiresAt: number | null): void {
    if (expiresAt !== null) dueAt = Math.min(dueAt, expiresAt)
  }

  return {
    settle,
    of: repository.extrasOf,
    addedBytes: repository.addedBytes,
    removeAttachments: repository.removeAttachments,
    async setEnd(asked: Parameters<ExtrasRepository['setEnd']>[0]): Promise<void> {
      await repository.setEnd(asked)
      watch(asked.expiresAt)
    },
    async addAttachment(asked: Parameters<ExtrasRepository['addAttachment']>[0]) {
      const added = await repository.addAttachment(asked)
      watch(asked.expiresAt)
      return added
    },
    start(): void {
      timer = setInterval(() => void settle().catch(onError), lookEveryMs)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await settling?.catch(onError)
    },
  }
}
