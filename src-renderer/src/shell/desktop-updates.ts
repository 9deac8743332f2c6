import { AppError } from '#shared/api/errors.ts'
import type { Bridge, CallResult } from '#shared/shell/bridge.ts'
import type { UpdateChange, UpdateState } from '#shared/shell/updates.ts'

/** Updates of the app; what becomes of them is told as `updates`. What fails rejects with an AppError. */
export type DesktopUpdates = {
  state(): Promise<UpdateState>
  change(change: UpdateChange): Promise<UpdateState>
  check(): Promise<void>
  /** Ends the app and starts the new one. */
  restart(): Promise<void>
}

export function createDesktopUpdates(bridge: Bridge): DesktopUpdates {
  return {
    state: async () => outputOf(await bridge.getUpdates()),
    change: async change => outputOf(await bridge.changeUpdates(change)),
    check: async () => outputOf(await bridge.checkForUpdates()),
    restart: async () => outputOf(await bridge.restartToUpdate()),
  }
}

function outputOf<T>(result: CallResult<T>): T {
  if (result.ok) return result.output
  throw new AppError(result.error.error, result.error.message)
}
