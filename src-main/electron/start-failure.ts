import { PortError } from '../app/port-error.ts'
import { ConfigError } from '../config/config-error.ts'
import { StoreError } from '../storage/store-error.ts'

export type StartFailure = { title: string; text: string; exitCode: number }

/** What to tell the person when Mayfly cannot start; the same exit codes as without a window. */
export function describeStartFailure(error: unknown): StartFailure {
  const title = 'Mayfly cannot start'
  if (error instanceof ConfigError || error instanceof PortError)
    return { title, text: error.message, exitCode: 2 }
  if (error instanceof StoreError) return { title, text: error.message, exitCode: 3 }
  return { title, text: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 }
}
