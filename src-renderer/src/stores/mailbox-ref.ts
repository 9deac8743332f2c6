import type { Mailbox } from '#shared/api/mailboxes.ts'

/** By which a mailbox is named in the address of the window and in calls: see ListQuery. */
export const refOf = ({ id, address, remote }: Pick<Mailbox, 'id' | 'address' | 'remote'>): string =>
  remote === null ? address : id
