import { z } from 'zod'
import { flag, TimestampInput, wholeNumber } from './fields.ts'
import { maxTags } from './limits.ts'
import { page, pageQuery } from './lists.ts'
import { atService, mailboxParams, ofRemote } from './mailboxes.ts'
import { HeaderField, MessageDetail, MessageSummary } from './message-shapes.ts'
import { operation } from './operation.ts'

const filters = {
  q: z.string().max(1000).optional(),
  unread: flag().optional(),
  hasAttachment: flag().optional(),
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  since: TimestampInput.optional(),
}
/** Which messages are meant: all that are in a mailbox, that a search finds, and so on. */
export const mailFilters = { mailbox: z.string().min(1).max(320).optional(), ...filters, ...ofRemote }
/** What many messages are picked by. With `through`, a seq, mail that came later was not meant. */
const pickedBy = { ...mailFilters, through: filters.after }
const pickedIds = z.array(z.string()).min(1).max(1000).optional()

/** Without `unread`, which the body says: ask by `q=is:unread` instead. */
const { unread: _unread, ...pickedForChange } = pickedBy

const tags = z.array(z.string().trim().min(1).max(100)).max(maxTags).optional()
const messageChange = { unread: z.boolean().optional(), pinned: z.boolean().optional(), tags }

/** A message is named by its id, or by `latest` together with the list's filters. */
const messageParams = z.strictObject({ id: z.string().min(1).max(100) })

const waitQuery = {
  from: z.string().min(1).max(320).optional(),
  subject: z.string().min(1).max(998).optional(),
  q: filters.q,
  after: filters.after,
  count: wholeNumber(1, 200).default(1),
  timeout: wholeNumber(0, 300).default(30),
  absent: flag().default(false),
  ...ofRemote,
}
/** One message, or `{items}` when `count` is over 1. With `absent`: what was not there, an empty `{items}`. */
const WaitAnswer = z.union([MessageDetail, z.object({ items: z.array(MessageDetail) })])

const InjectedAttachment = z.strictObject({
  filename: z.string().min(1).max(255),
  contentType: z.string().max(255).optional(),
  content: z.base64('must be base64'),
  contentId: z.string().max(255).optional(),
})

/** A mail to put into a mailbox: either `raw` (the whole source) or the parts of a simple one. */
export const InjectedMail = z.strictObject({
  /** Text as UTF-8; bytes (a message/rfc822 body over HTTP) as they are. */
  raw: z.union([z.string().min(1), z.instanceof(Uint8Array)]).optional(),
  from: z.string().min(1).max(998).optional(),
  subject: z.string().max(998).optional(),
  text: z.string().optional(),
  html: z.string().optional(),
  attachments: z.array(InjectedAttachment).max(100).optional(),
})
export type InjectedMail = z.infer<typeof InjectedMail>

/** A mail of 50 MB as JSON, with its attachments as base64. */
export const maxInjectedBytes = 72 * 1024 * 1024

export const messageOperations = {
  listMessages: operation({
    method: 'GET',
    path: '/messages',
    summary: 'Messages of all mailboxes, newest first. `q` is a search.',
    access: 'key',
    query: z.strictObject({ ...pageQuery, ...mailFilters }),
    output: page(MessageSummary),
  }),
  listMailboxMessages: operation({
    method: 'GET',
    path: '/mailboxes/:idOrAddress/messages',
    summary: 'Messages of one mailbox, newest first.',
    access: 'key',
    params: mailboxParams,
    query: z.strictObject({ ...pageQuery, ...filters }),
    output: page(MessageSummary),
  }),
  listLandmarks: operation({
    method: 'GET',
    path: '/messages/landmarks',
    summary: 'Cursors all along a list, one for every so many messages: with them any part can be asked for.',
    access: 'key',
    query: z.strictObject({
      cursor: pageQuery.cursor,
      every: wholeNumber(50, 1000).default(200),
      ...mailFilters,
    }),
    output: z.object({ count: z.int(), cursors: z.array(z.string()) }),
  }),
  injectMessage: operation({
    method: 'POST',
    path: '/mailboxes/:idOrAddress/messages',
    summary: 'Puts a mail into a mailbox as if it had come by SMTP. Also takes message/rfc822 as the body.',
    access: 'key',
    params: mailboxParams,
    body: InjectedMail,
    output: MessageDetail,
    status: 201,
    maxBodyBytes: maxInjectedBytes,
  }),
  waitForMessage: operation({
    method: 'GET',
    path: '/messages/wait',
    summary:
      'Answers as soon as a matching message is there, at once when one is already; 408 after `timeout` seconds.',
    access: 'key',
    query: z.strictObject({ mailbox: mailFilters.mailbox, ...waitQuery }),
    output: WaitAnswer,
  }),
  waitForMailboxMessage: operation({
    method: 'GET',
    path: '/mailboxes/:idOrAddress/messages/wait',
    summary:
      'As /messages/wait, for one mailbox. The mailbox need not exist yet when it is named by its address.',
    access: 'key',
    params: mailboxParams,
    query: z.strictObject(waitQuery),
    output: WaitAnswer,
  }),
  getMessage: operation({
    method: 'GET',
    path: '/messages/:id',
    summary: 'One whole message; `latest` with filters is accepted as an id. Does not mark it as read.',
    access: 'key',
    params: messageParams,
    query: z.strictObject(mailFilters),
    output: MessageDetail,
  }),
  getMessageHeaders: operation({
    method: 'GET',
    path: '/messages/:id/headers',
    summary: 'The header fields, decoded, in the order of the mail.',
    access: 'key',
    params: messageParams,
    output: z.object({ headers: z.array(HeaderField) }),
  }),
  updateMessage: operation({
    method: 'PATCH',
    path: '/messages/:id',
    summary: 'Marks as read or unread, pins, tags.',
    access: 'key',
    params: messageParams,
    body: z.strictObject(messageChange),
    output: MessageSummary,
  }),
  updateMessages: operation({
    method: 'PATCH',
    path: '/messages',
    summary:
      'Marks, pins and tags by `ids` (all or nothing), or all that match the query; `addTags` leaves other tags.',
    access: 'key',
    query: z.strictObject(pickedForChange),
    body: z.strictObject({ ids: pickedIds, ...messageChange, addTags: tags }),
    output: z.void(),
    status: 204,
  }),
  deleteMessage: operation({
    method: 'DELETE',
    path: '/messages/:id',
    summary: 'Deletes one message, pinned or not; with `atService` at the service of its remote account too.',
    access: 'key',
    params: messageParams,
    query: z.strictObject(atService),
    output: z.void(),
    status: 204,
  }),
  deleteMessages: operation({
    method: 'DELETE',
    path: '/messages',
    summary:
      'Deletes by `ids` (all or nothing), or all that match the query; pinned ones stay unless `pinned=1`.',
    access: 'key',
    query: z.strictObject({ ...pickedBy, pinned: flag().default(false), ...atService }),
    body: z.strictObject({ ids: pickedIds }),
    output: z.void(),
    status: 204,
  }),
}
