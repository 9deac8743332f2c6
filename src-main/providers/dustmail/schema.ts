import { z } from 'zod'
import { count, id, listUnder, text, thingUnder, time } from '../tolerant.ts'

/** `limit` null is written for "unlimited"; what is not there at all tells nothing. */
const Meta = z
  .object({
    plan: text,
    total: count,
    email_count: count,
    rate_limit: z.object({ limit: z.number().nullable(), used: count }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined)
export const WithMeta = z.object({ meta: Meta })

export const Inbox = z.object({
  id,
  email: z.string(),
  domain: text,
  created_at: time,
  expires_at: time,
  email_count: count,
})
export const Created = thingUnder(Inbox, 'data')
export const Inboxes = z
  .object({ data: z.array(Inbox), meta: Meta })
  .or(listUnder(Inbox, 'inboxes').transform(data => ({ data, meta: undefined })))

export const Email = z.object({ id, from: text, subject: text, text, html: text, received_at: time })
export const InboxWithEmails = z.object({
  data: z.object({ inbox: Inbox.partial().optional().catch(undefined), emails: z.array(Email) }),
  meta: Meta,
})
