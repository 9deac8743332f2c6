import { z } from 'zod'
import { count, flag, id, text, time } from '../tolerant.ts'

/** The other Mayfly may be an older or a newer one: no more is asked of its answers than is used. */
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: text, total: count })

export const Mailbox = z.object({
  id,
  address: z.string(),
  tag: text,
  status: text,
  recoverable: flag,
  messageCount: count,
  createdAt: time,
  expiresAt: time,
})
export const Mailboxes = page(Mailbox)

const Address = z.object({ name: text, address: text }).nullish().catch(null)
export const Message = z.object({
  id,
  seq: z.int(),
  mailboxId: id,
  from: Address,
  subject: text,
  snippet: text,
  receivedAt: time,
  sizeBytes: count,
  attachmentCount: count,
})
export const Messages = page(Message)

export const Key = z.object({
  id,
  name: z.string(),
  lastEight: text,
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time,
})
export const Keys = page(Key)
export const ShownKey = Key.extend({ key: z.string().min(1) })

export const Domain = z.object({
  id,
  name: z.string(),
  status: text,
  txtName: text,
  txtValue: text,
  mxTarget: text,
})
export const Domains = page(Domain)

/** Events that say where something changed; all others are left. */
export const Event = z.object({
  type: z.string(),
  ids: z.array(z.string()).catch([]),
  mailboxIds: z.array(z.string()),
})
