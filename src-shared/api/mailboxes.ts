import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

const MailboxStatus = z.enum(['active', 'archived', 'expired'])

export const Mailbox = z.object({
  id: z.string(),
  address: z.string(),
  localPart: z.string(),
  domain: z.string(),
  accountId: z.string(),
  tag: z.string().nullable(),
  status: MailboxStatus,
  recoverable: z.boolean(),
  origin: z.enum(['api', 'captured', 'ui']),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  archivedAt: Timestamp.nullable(),
  messageCount: z.int(),
  unreadCount: z.int(),
  sizeBytes: z.int(),
  lastMessageAt: Timestamp.nullable(),
})
export type Mailbox = z.infer<typeof Mailbox>

/** A mailbox is named by its id or by its address. */
export const mailboxParams = z.strictObject({ idOrAddress: z.string().min(1).max(320) })

const Tag = z.string().trim().min(1).max(100)

const CreateMailbox = z.strictObject({
  localPart: z.string().min(1).max(64).optional(),
  domain: z.string().min(1).max(255).optional(),
  address: z.string().min(3).max(320).optional(),
  tag: Tag.optional(),
})

export const mailboxOperations = {
  listMailboxes: operation({
    method: 'GET',
    path: '/mailboxes',
    summary: 'Mailboxes, newest first. `q` finds a part of the address.',
    query: z.strictObject({
      ...pageQuery,
      status: MailboxStatus.optional(),
      domain: z.string().max(255).optional(),
      tag: z.string().max(100).optional(),
      q: z.string().max(320).optional(),
    }),
    output: page(Mailbox),
  }),
  createMailbox: operation({
    method: 'POST',
    path: '/mailboxes',
    summary:
      'Creates a mailbox: at `address`, or at `localPart` and `domain`; what is missing is chosen. 409 when the address is taken.',
    body: CreateMailbox,
    output: Mailbox,
    status: 201,
  }),
  getMailbox: operation({
    method: 'GET',
    path: '/mailboxes/:idOrAddress',
    summary: 'One mailbox, by its id or its address.',
    params: mailboxParams,
    output: Mailbox,
  }),
  deleteMailbox: operation({
    method: 'DELETE',
    path: '/mailboxes/:idOrAddress',
    summary: 'Deletes a mailbox with all its mail.',
    params: mailboxParams,
    output: z.void(),
    status: 204,
  }),
}
