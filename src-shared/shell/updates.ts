import { z } from 'zod'

/** Where new versions are taken from: those that are finished, or also those that are tried first. */
export const UpdateChannel = z.enum(['stable', 'beta'])
export type UpdateChannel = z.infer<typeof UpdateChannel>

export const UpdateChange = z.strictObject({
  channel: UpdateChannel.optional(),
  /** Asks by itself. Off until the person says yes: nothing leaves the machine unasked. */
  automatic: z.boolean().optional(),
})
export type UpdateChange = z.infer<typeof UpdateChange>

export const UpdateState = z.object({
  /** Why this installation does not update itself; null when it does. */
  manual: z.enum(['development', 'packages', 'portable', 'no_place']).nullable(),
  channel: UpdateChannel,
  automatic: z.boolean(),
  phase: z.enum(['idle', 'checking', 'current', 'downloading', 'ready', 'failed']),
  /** The version that was found. */
  version: z.string().nullable(),
  /** How much of it is here. */
  percent: z.number().nullable(),
  /** What went wrong: nobody was reached, nothing is published there, what came is not as it was signed, or in words. */
  problem: z
    .object({ reason: z.enum(['unreachable', 'nothing_there', 'not_genuine', 'other']), message: z.string() })
    .nullable(),
})
export type UpdateState = z.infer<typeof UpdateState>

/** How the app is updated. What becomes of it is pushed as `updates`. */
export const updateCalls = {
  getUpdates: { input: z.undefined(), output: UpdateState },
  changeUpdates: { input: UpdateChange, output: UpdateState },
  checkForUpdates: { input: z.undefined(), output: z.void() },
  /** Ends the app to install what was fetched, and starts it again. */
  restartToUpdate: { input: z.undefined(), output: z.void() },
}
