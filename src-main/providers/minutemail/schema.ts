import { z } from 'zod'
import { count, flag, id, list, listUnder, text, thingUnder, time } from '../tolerant.ts'

export const Mailbox = z.object({
  id,
  address: text,
  alias: text,
  domain: text,
  tag: text,
  recoverable: flag,
  messageCount: count,
  createdAt: time,
  expiresAt: time,
})
export const OneMailbox = thingUnder(Mailbox, 'mailbox', 'data')
export const Mailboxes = listUnder(Mailbox, 'items', 'mailboxes')
export const ArchivedMailboxes = listUnder(Mailbox, 'items', 'archivedMailboxes', 'mailboxes')

/** Within a mail a file is called `name`, by itself `filename`. */
const File = z.object({ id, name: text, filename: text, contentType: text })
export const Files = listUnder(File, 'items', 'attachments')
export const FileWithData = thingUnder(File.extend({ data: z.base64() }), 'attachment')

export const Mail = z.object({
  id,
  sender: text,
  from: text,
  subject: text,
  body: text,
  hasAttachments: flag,
  attachments: list(File),
  receivedAt: time,
  expiresAt: time,
})
export const OneMail = thingUnder(Mail, 'mail')
export const Mails = listUnder(Mail, 'items', 'mails')

const Domain = z.object({ id, name: z.string(), status: text, txtToken: text, mxTarget: text })
export const OneDomain = thingUnder(Domain, 'domain')
export const Domains = listUnder(Domain, 'items', 'domains')
