import type { ErrorBody } from '../api/errors.ts'
import type { CallInput, CallName, CallOutput } from './calls.ts'
import type { PushName, Pushes } from './channels.ts'

/** Errors cross a process as data: a thrown AppError would lose its code. */
export type CallResult<Output = unknown> = { ok: true; output: Output } | { ok: false; error: ErrorBody }

/** Calls that take nothing are called with nothing. */
type Arguments<Input> = Input extends undefined ? [] : [Input]

/** What the desktop preload exposes as `window.mayfly`: every call of `calls.ts`. The web UI has none and uses fetch. */
export type Bridge = {
  [N in CallName]: (...input: Arguments<CallInput<N>>) => Promise<CallResult<CallOutput<N>>>
} & {
  /** Listens to what the process says unasked. Returns the function that ends it. */
  on<N extends PushName>(name: N, listener: (value: Pushes[N]) => void): () => void
}
