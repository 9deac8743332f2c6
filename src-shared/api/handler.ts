import type { Input, OperationName, Output } from './contract.ts'

/** A key that was found good, as the rest of the program needs to know it. */
export type CallingKey = {
  id: string
  accountId: string
  service: string
  /** Lower-case names, or `*` for all. */
  mailboxDomains: readonly string[]
}

/** A browser in which the owner signed in. */
export type OwnerSession = {
  id: string
  /** Unix milliseconds; being used puts it off. */
  expiresAt: () => number
}

/** Who calls. `nobody` reaches public operations only. An owner without a session needs none. */
export type Caller =
  { kind: 'owner'; session?: OwnerSession } | { kind: 'key'; key: CallingKey } | { kind: 'nobody' }

export type CallContext = {
  caller: Caller
  /** Aborted when the caller went away: a waiting operation should stop. */
  signal: AbortSignal
}

/** What a feature implements for an operation. Input is already checked; output will be. */
export type Handler<N extends OperationName> = (input: Input<N>, context: CallContext) => Promise<Output<N>>

export type Handlers<N extends OperationName = OperationName> = { [K in N]: Handler<K> }
