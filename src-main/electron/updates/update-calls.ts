import type { CallHandlers } from '../bridge/serve-calls.ts'
import type { createUpdates } from './updates.ts'

/** What the page asks of updates. */
export function createUpdateCalls(
  updates: ReturnType<typeof createUpdates>,
): CallHandlers<'getUpdates' | 'changeUpdates' | 'checkForUpdates' | 'restartToUpdate'> {
  return {
    getUpdates: () => updates.current(),
    changeUpdates: change => updates.change(change),
    checkForUpdates: () => updates.check(),
    restartToUpdate: () => updates.restart(),
  }
}
