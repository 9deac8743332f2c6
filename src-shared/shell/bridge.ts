import type { ErrorBody } from '../api/errors.ts'
import type { StoreEvent } from '../api/events.ts'
import type { OperationName } from '../api/contract.ts'

/** Errors cross a process as data: a thrown AppError would lose its code. */
export type InvokeResult = { ok: true; output: unknown } | { ok: false; error: ErrorBody }

/** What the desktop preload exposes as `window.mayfly`. The web UI has none and uses fetch. */
export type Bridge = {
  invoke(operation: OperationName, input: unknown): Promise<InvokeResult>
  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: StoreEvent) => void): () => void
  /** Opens http, https and mailto links in the system's browser; false when the link was refused. */
  openLink(url: string): Promise<boolean>
  /** Number on the dock or taskbar icon; 0 removes it. */
  setUnreadBadge(count: number): Promise<void>
}
