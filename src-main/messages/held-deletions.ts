import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'

type Remove = Handlers<'deleteMessages'>['deleteMessages']
type Held = { timer: NodeJS.Timeout; carryOut: () => Promise<void> }
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

  function letGo(id: string): Held | undefined {
    const found = held.get(id)
    clearTimeout(found?.timer)
    held.delete(id)
    return found
  }

  const handlers: Handlers<'holdDeletion' | 'takeBackDeletion'> = {
    async holdDeletion({ id, seconds, ...asked }, context) {
      letGo(id)
      const [oldest] = held.values()
      if (oldest && held.size >= maxHeld) await oldest.carryOut()
      const carryOut = async () => {
        letGo(id)
        await removeWhatIsThere(remove, asked, context).catch(onError)
      }
      held.set(id, { carryOut, timer: setTimeout(() => void carryOut(), seconds * 1000) })
    },

    async takeBackDeletion({ id }) {
      if (!letGo(id)) throw new AppError('not_found', 'That deletion is not held: it has been carried out.')
    },
  }

  return {
    handlers,
    /** Nobody will take back what is held now. */
    async stop(): Promise<void> {
      for (const { carryOut } of held.values()) await carryOut()
    },
  }
}

/** What somebody else deleted meanwhile does not keep the others. */
async function removeWhatIsThere(remove: Remove, ...[asked, context]: Parameters<Remove>): Promise<void> {
  try {
    await remove(asked, context)
  } catch (error) {
    if (!isUnknown(error) || !asked.ids) throw error
    for (const id of asked.ids) await remove({ ...asked, ids: [id] }, context).catch(passUnknown)
  }
}

const isUnknown = (error: unknown): boolean => error instanceof AppError && error.code === 'not_found'

function passUnknown(error: unknown): void {
  if (!isUnknown(error)) throw error
}
