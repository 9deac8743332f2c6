import type { Call } from '#shared/api/contract.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { Client } from '../api/client.ts'
import { refOf } from './mailbox-ref.ts'

/** What changes a mailbox, or makes one; the list is loaded anew after each. */
export function createMailboxCalls(client: Client, load: () => Promise<void>) {
  async function create(input: Call<'createMailbox'>): Promise<Mailbox> {
    const mailbox = await client.call('createMailbox', input)
    await load()
    return mailbox
  }

  /** New mail is refused; the address and its mail are kept. */
  async function archive(idOrAddress: string): Promise<void> {
    await client.call('archiveMailbox', { idOrAddress })
    await load()
  }

  /** For as many minutes, null for ever; for as long as its plan gives when nothing is said. */
  async function restore(idOrAddress: string, expiresIn?: number | null): Promise<void> {
    await client.call('restoreMailbox', { idOrAddress, ...(expiresIn === undefined ? {} : { expiresIn }) })
    await load()
  }

  async function update(
    idOrAddress: string,
    change: Omit<Call<'updateMailbox'>, 'idOrAddress'>,
  ): Promise<void> {
    await client.call('updateMailbox', { idOrAddress, ...change })
    await load()
  }

  async function markAllRead(mailbox: Mailbox): Promise<void> {
    const { remote } = mailbox
    await client.call('updateMessages', {
      ...(remote === null ? {} : { remote }),
      mailbox: refOf(mailbox),
      unread: false,
    })
    await load()
  }

  return { create, archive, restore, update, markAllRead }
}
