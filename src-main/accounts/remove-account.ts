import type { Accounts } from './accounts.ts'
import type { AccountRepository, AccountRow, OwnedMailbox } from './repository.ts'

export type RemovalDeps = {
  accounts: Accounts
  repository: AccountRepository
  /** Called at once, so that its keys are dead from here on, and again when all is done. */
  onDeleted: (accountId: string) => void
  /** Called when it was not deleted after all: what the store still has of it is in force again. */
  onKept: (accountId: string) => Promise<void>
  /** Deletes a mailbox with all its mail, pinned or not, in steps. */
  removeMailbox: (mailbox: OwnedMailbox) => Promise<void>
}

/** Rows in one step, so that arriving mail waits a few milliseconds at most. */
const stepSize = 500

/**
 * Deletes an account: nobody finds it from the first moment on, and what it has goes step by step. When that fails
 * (a full disk, say) or the program ends in the middle, the account is there again with what is left of it.
 */
export function createAccountRemoval({
  accounts,
  repository,
  onDeleted,
  onKept,
  removeMailbox,
}: RemovalDeps) {
  async function removeBelongings(accountId: string): Promise<void> {
    while ((await repository.deleteBelongings({ accountId, limit: stepSize })) > 0);
    for (;;) {
      const mailboxes = await repository.mailboxesOf({ accountId, limit: stepSize })
      if (mailboxes.length === 0) return
      for (const mailbox of mailboxes) await removeMailbox(mailbox)
    }
  }

  return async (account: AccountRow): Promise<void> => {
    accounts.remove(account.id)
    onDeleted(account.id)
    try {
      // Mail on its way in can make a mailbox between the two.
      do await removeBelongings(account.id)
      while (!(await repository.deleteEmptyAccount(account.id)))
      // So can a call that makes a key for it.
      onDeleted(account.id)
    } catch (error) {
      accounts.put(account)
      await onKept(account.id)
      throw error
    }
  }
}
