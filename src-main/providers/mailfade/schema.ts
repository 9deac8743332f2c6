import { z } from 'zod'
import { count, flag, id, listUnder, text, time } from '../tolerant.ts'

const Email = z.object({
  id,
  sender: text,
  subject: text,
  has_attachments: flag,
  size_bytes: count,
  received_at: time,
  expires_at: time,
})
export type Email = z.infer<typeof Email>
export const Inbox = listUnder(Email, 'emails')

export const Message = Email.extend({
  address: text,
  to: z.array(z.string()).catch([]),
  text,
  html: text,
  attachments: z.array(z.unknown()).catch([]),
})
export type Message = z.infer<typeof Message>

export const Invoice = z.object({ invoice_id: id, checkout_url: z.url({ protocol: /^https?$/ }) })
export const Purchase = z.object({ status: z.string(), key_id: id.nullish().catch(null) })
