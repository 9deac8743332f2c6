import type { CallContext } from '#shared/api/handler.ts'
import { scopeOf, type Scope } from '#shared/api/scope.ts'
import type { FindRemote } from './find-remote.ts'

/** A mailbox as features know it; `remote_id` is null for those of this computer. */
export type MailboxRow = {
  key: number
  id: string
  account_id: string
  remote_id: string | null
  status: string
  local_part: string
  domain: string
  tag: string | null
  recoverable: number
}

export type RemoteOfDeps = {
  find: FindRemote
  findVisible: (scope: Scope, idOrAddress: string) => Promise<MailboxRow>
}

/** The mailbox that a call names, with its remote; undefined for one of this computer. */
export function createRemoteOf({ find, findVisible }: RemoteOfDeps) {
  return async (idOrAddress: string, { caller }: CallContext) => {
    const row = await findVisible(scopeOf(caller), idOrAddress)
    if (row.remote_id === null) return undefined
    const address = row.domain === '' ? row.local_part : `${row.local_part}@${row.domain}`
    const ref = { id: row.remote_id, address, archived: row.status === 'archived' }
    return { row, session: find.find(row.account_id), ref }
  }
}

export type RemoteMailboxOf = NonNullable<Awaited<ReturnType<ReturnType<typeof createRemoteOf>>>>
