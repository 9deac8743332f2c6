import { AppError } from '#shared/api/errors.ts'
import type { CallContext, Handlers } from '#shared/api/handler.ts'
import { checkDeletion } from './bulk-handlers.ts'

type Remove = Handlers<'deleteMessages'>['deleteMessages']
type Asked = Parameters<Remove>[0]
type Held = { timer: NodeJS.Timeout; asked: Asked; context: CallContext }
type Deps = { remove: Remove; onError: (error: unknown) => void }

/** A page has a few at most; when there are more, the oldest is carried out. */
const maxHeld = 100

/**
 * Deletions of pages that have been left: carried out when their time to be undone is over, or taken back by the same page
 * when it was only loaded anew. They are in memory alone: a process that is killed deletes nothing.
 */
export function createHeldDeletions({ remove, onError }: Deps) {
  /** Oldest first. */
  const held = new Map<string, Held>()
  /** No longer held, and not done yet. */
  const underWay = new Set<Promise<void>>()

  function letGo(id: string): Held | undefined {
    const found = held.get(id)
    clearTimeout(found?.timer)
    held.delete(id)
    return found
  }

  async function carryOut(id: string): Promise<void> {
    const found = letGo(id)
    if (!found) return
    const removing = removeWhatIsThere(remove, found.asked, found.context).catch(onError)
    underWay.add(removing)
    await removing
    underWay.delete(removing)
  }

  const handlers: Handlers<'holdDeletion' | 'takeBackDeletion'> = {
    async holdDeletion({ id, seconds, ...asked }, { caller }) {
      checkDeletion(asked)
      letGo(id)
      const [oldest] = held.keys()
      if (oldest !== undefined && held.size >= maxHeld) await carryOut(oldest)
      letGo(id) // another call may have brought it meanwhile
      held.set(id, {
        timer: setTimeout(() => void carryOut(id), seconds * 1000),
        asked: { ...asked, atService: false },
        context: { caller, signal: new AbortController().signal }, // who asked has left
      })
    },

    async takeBackDeletion({ id }) {
      if (!letGo(id)) throw new AppError('not_found', 'That deletion is not held: it has been carried out.')
    },
  }

  return {
    handlers,
    /** Nobody will take back what is held now. */
    async stop(): Promise<void> {
      for (const id of [...held.keys()]) await carryOut(id)
      await Promise.all(underWay)
    },
  }
}

/** What somebody else deleted meanwhile does not keep the others; with its mailbox all of it is gone. */
async function removeWhatIsThere(remove: Remove, asked: Asked, context: CallContext): Promise<void> {
  try {
    await remove(asked, context)
  } catch (error) {
    passUnknown(error)
    for (const id of asked.ids ?? []) await remove({ ...asked, ids: [id] }, context).catch(passUnknown)
  }
}

const isUnknown = (error: unknown): boolean => error instanceof AppError && error.code === 'not_found'

function passUnknown(error: unknown): void {
  if (!isUnknown(error)) throw error
}
