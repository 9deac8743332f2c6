import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { Ability } from '#shared/api/remote-capabilities.ts'
import { useRemotes } from '../../stores/remotes.ts'

/** What can be done to a mailbox: everything on this computer, elsewhere what its service can do. */
export function useMailboxAbilities() {
  const remotes = useRemotes()
  return (mailbox: Pick<Mailbox, 'remote'>, ability: Ability): boolean =>
    mailbox.remote === null || remotes.find(mailbox.remote)?.capabilities.abilities[ability] === 'yes'
}
