import { AppError } from '#shared/api/errors.ts'
import type { Scope } from '#shared/api/scope.ts'
import { nameKey, type RemoteRepository } from './repository.ts'
import type { Session } from './session.ts'

type Deps = {
  sessions: () => Session[]
  repository: Pick<RemoteRepository, 'mailboxOfRemote'>
  /** Somebody wants to know what is new. */
  onDemand: (session: Session) => void
}

export type FindRemote = ReturnType<typeof createFindRemote>

/** How other features, and calls, name remotes and what is theirs. */
export function createFindRemote({ sessions, repository, onDemand }: Deps) {
  function find(idOrName: string): Session {
    const name = nameKey(idOrName)
    const found = sessions().find(({ row }) => row.id === idOrName || nameKey(row.name) === name)
    if (!found) throw new AppError('not_found', `There is no remote account ${idOrName}.`)
    return found
  }

  return {
    find,
    /** What is cached of a remote, for the owner: keys see their own account alone. */
    scopeOf({ accountId }: Scope, remote: string): Scope {
      if (accountId !== null)
        throw new AppError('forbidden', 'Only the owner may ask for a remote account.', {
          details: [{ field: 'remote' }],
        })
      return { accountId: find(remote).row.id, domains: null }
    },
    /** A mailbox by its id here or its address there. */
    async findMailbox(remote: string, idOrAddress: string) {
      const { row } = find(remote)
      const mailbox = await repository.mailboxOfRemote({ accountId: row.id, idOrAddress })
      if (mailbox) return mailbox
      throw new AppError('not_found', `There is no mailbox ${idOrAddress} at ${row.name}.`)
    },
    /** Somebody waits for mail of an account that may be a remote; returns the function that ends it. */
    expectMail(accountId: string | null, mailboxKey: number | null): () => void {
      const session = sessions().find(({ row }) => row.id === accountId)
      if (!session) return () => {}
      add(session.waits, mailboxKey, 1)
      onDemand(session)
      return () => add(session.waits, mailboxKey, -1)
    },
  }
}

function add(waits: Session['waits'], key: number | null, change: number): void {
  const count = (waits.get(key) ?? 0) + change
  if (count > 0) waits.set(key, count)
  else waits.delete(key)
}
