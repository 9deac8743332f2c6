import { AppError } from '#shared/api/errors.ts'
import { checkDomain, ownsIt, wholeStore, type Scope } from '#shared/api/scope.ts'
import type { MessageFilter } from './list-sql.ts'
import type { RemotePart } from './reader.ts'
import { anyMailbox } from './waiters.ts'

export type WaitPlaceDeps = {
  /** Whether or not the caller may see it; undefined when there is none. */
  findAnyMailbox: (
    idOrAddress: string,
  ) => Promise<{ key: number; account_id: string; domain: string } | undefined>
  remotes: RemotePart
}

type Asked = { mailbox?: string | undefined; remote?: string | undefined; scope: Scope }

/** Where to look, and whose mail that is. */
type Within = Pick<MessageFilter, 'mailboxKey' | 'scope'> & { accountId: string | null }

/** Where a wait looks out for mail, as its caller named it. */
export function createWaitPlace({ findAnyMailbox, remotes }: WaitPlaceDeps) {
  async function withinRemote({ mailbox, scope: caller }: Asked, remote: string): Promise<Within> {
    const scope = remotes.scopeOf(caller, remote)
    const row = mailbox === undefined ? undefined : await remotes.findMailbox(remote, mailbox)
    return { mailboxKey: row?.key ?? null, scope, accountId: scope.accountId }
  }

  return {
    /** By what mail wakes it up. */
    aboutOf({ mailbox, remote, scope }: Asked): string {
      if (mailbox !== undefined) return mailbox
      return anyMailbox((remote === undefined ? scope : remotes.scopeOf(scope, remote)).accountId)
    },

    /**
     * Undefined for a mailbox that may still come (it is named by its address). That of another account looks just like
     * one that is not there yet.
     */
    async withinOf(asked: Asked): Promise<Within | undefined> {
      const { mailbox, scope } = asked
      if (asked.remote !== undefined) return withinRemote(asked, asked.remote)
      if (mailbox === undefined) return { mailboxKey: null, scope, accountId: scope.accountId }
      const at = mailbox.lastIndexOf('@')
      if (at >= 0) checkDomain(scope, mailbox.slice(at + 1))
      const row = await findAnyMailbox(mailbox)
      if (row && ownsIt(scope, { accountId: row.account_id })) {
        checkDomain(scope, row.domain)
        return { mailboxKey: row.key, scope: wholeStore, accountId: row.account_id }
      }
      if (at < 0) throw new AppError('not_found', `There is no mailbox ${mailbox}.`)
      return undefined
    },
  }
}
