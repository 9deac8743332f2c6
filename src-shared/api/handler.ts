import type { Input, OperationName, Output } from './contract.ts'

/** A key that was found good, as the rest of the program needs to know it. */
export type CallingKey = {
  id: string
  accountId: string
  service: string
  /** Lower-case names, or `*` for all. */
  mailboxDomains: readonly string[]
}

/** Who calls. `nobody` reaches public operations only. */
export type Caller = { kind: 'owner' } | { kind: 'key'; key: CallingKey } | { kind: 'nobody' }

export type CallContext = {
  caller: Caller
  /** Aborted when the caller went away: a waiting operation should stop. */
  signal: AbortSignal
}

/** What a feature implements for an operation. Input is already checked; output will be. */
export type Handler<N extends OperationName> = (input: Input<N>, context: CallContext) => Promise<Output<N>>

export type Handlers<N extends OperationName = OperationName> = { [K in N]: Handler<K> }
