import { z } from 'zod'
import { flag, Timestamp } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

const MailboxStatus = z.enum(['active', 'archived', 'expired'])

export const Mailbox = z.object({
  id: z.string(),
  address: z.string(),
  localPart: z.string(),
  domain: z.string(),
  accountId: z.string(),
  /** The remote account that it is of; null: it is of this computer. */
  remote: z.string().nullable(),
  tag: z.string().nullable(),
  status: MailboxStatus,
  recoverable: z.boolean(),
  /** Whether the window loads what its mail wants from the network; off unless the owner chose it. */
  remoteContent: z.boolean(),
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

/** A remote account, by its id or name; left out, this computer. Only the owner may name one. */
export const ofRemote = { remote: z.string().min(1).max(100).optional() }
/** Of a remote account: at its service too. */
export const atService = { atService: flag().default(false) }

const Tag = z.string().trim().min(1).max(100)

/** Ten years. */
const maxMinutes = 5_256_000
/** Lifetime in minutes; null is never. The plan may allow less. */
const expiresIn = z
  .int(`must be whole minutes from 1 to ${maxMinutes}, or null for never`)
  .min(1)
  .max(maxMinutes, `is in minutes, ${maxMinutes} at most`)
  .nullable()
  .optional()

const CreateMailbox = z.strictObject({
  localPart: z.string().min(1).max(64).optional(),
  domain: z.string().min(1).max(255).optional(),
  address: z.string().min(3).max(320).optional(),
  tag: Tag.optional(),
  expiresIn,
  recoverable: z.boolean().optional(),
  /** Only the owner may name one. */
  accountId: z.string().min(1).max(100).optional(),
  /** Makes it there: a remote account, by its id or name. Only the owner may name one. */
  ...ofRemote,
})

const UpdateMailbox = z.strictObject({
  tag: Tag.nullable().optional(),
  recoverable: z.boolean().optional(),
  /** Only the owner may choose it: whoever looks at the mail is who the network sees. */
  remoteContent: z.boolean().optional(),
  expiresIn,
})

export const mailboxOperations = {
  listMailboxes: operation({
    method: 'GET',
    path: '/mailboxes',
    summary:
      'Mailboxes, newest first; expired ones only with `status=expired`. `q` finds a part of the address.',
    access: 'key',
    query: z.strictObject({
      ...pageQuery,
      status: MailboxStatus.optional(),
      domain: z.string().max(255).optional(),
      tag: z.string().max(100).optional(),
      q: z.string().max(320).optional(),
      ...ofRemote,
    }),
    output: page(Mailbox),
  }),
  createMailbox: operation({
    method: 'POST',
    path: '/mailboxes',
    summary:
      'Creates a mailbox: at `address`, or at `localPart` and `domain`; what is missing is chosen. It runs out `expiresIn` minutes from now, and then it is archived if `recoverable`, else removed.',
    access: 'key',
    body: CreateMailbox,
    output: Mailbox,
    status: 201,
  }),
  getMailbox: operation({
    method: 'GET',
    path: '/mailboxes/:idOrAddress',
    summary: 'One mailbox, by its id or its address.',
    access: 'key',
    params: mailboxParams,
    output: Mailbox,
  }),
  updateMailbox: operation({
    method: 'PATCH',
    path: '/mailboxes/:idOrAddress',
    summary:
      'Changes the tag, whether it is recoverable, when it runs out (`expiresIn` minutes from now), or what the window loads.',
    access: 'key',
    params: mailboxParams,
    body: UpdateMailbox,
    output: Mailbox,
  }),
  archiveMailbox: operation({
    method: 'POST',
    path: '/mailboxes/:idOrAddress/archive',
    summary: 'Archives a mailbox: it keeps its address and mail, and takes no more.',
    access: 'key',
    params: mailboxParams,
    output: Mailbox,
  }),
  restoreMailbox: operation({
    method: 'POST',
    path: '/mailboxes/:idOrAddress/restore',
    summary: 'Takes a mailbox out of the archive, for `expiresIn` minutes.',
    access: 'key',
    params: mailboxParams,
    body: z.strictObject({ expiresIn }),
    output: Mailbox,
  }),
  deleteMailbox: operation({
    method: 'DELETE',
    path: '/mailboxes/:idOrAddress',
    summary:
      'Deletes a mailbox with all its mail. One of a remote account is deleted with `atService`, there too.',
    access: 'key',
    params: mailboxParams,
    query: z.strictObject(atService),
    output: z.void(),
    status: 204,
  }),
  deleteMailboxes: operation({
    method: 'DELETE',
    path: '/mailboxes',
    summary: 'Deletes many mailboxes by their ids with all their mail; none when one is unknown.',
    access: 'key',
    body: z.strictObject({ ids: z.array(z.string().min(1).max(100)).min(1).max(1000) }),
    output: z.void(),
    status: 204,
  }),
}
