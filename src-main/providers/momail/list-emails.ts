import type { z } from 'zod'
import type { ListedMessages, MailboxRef } from '../provider.ts'
import type { Calls } from '../service-api.ts'
import { idOf, isIn, toMessage } from './mapping.ts'
import { Emails, type Email } from './schema.ts'

const pageSize = 100
/** A thousand mails: who has more does not see the oldest. */
const maxPages = 10

/**
 * The emails of one mailbox, or of all. `GET /emails` is documented to be in pages and to be of all mailboxes; that it takes
 * `limit` and `offset` is known of its siblings only. So a page that brings nothing new ends the list.
 */
export async function listEmails(
  calls: Calls,
  mailbox: MailboxRef | 'all',
  wanted: number,
): Promise<ListedMessages> {
  const seen = new Map<string, z.infer<typeof Email>>()
  let complete = false
  for (let page = 0; page < maxPages; page++) {
    const before = seen.size
    const query = { limit: pageSize, offset: before }
    const { items, total, hasMore } = await calls.read(Emails, 'GET', '/emails', { query })
    for (const email of items) seen.set(idOf(email), email)
    complete = hasMore === false || (total !== null && seen.size >= total)
    const found = [...seen.values()].filter(email => mailbox === 'all' || isIn(email, mailbox)).length
    if (complete || found >= wanted || seen.size === before) break
  }
  const own = [...seen.values()].filter(email => mailbox === 'all' || isIn(email, mailbox))
  const items = own
    .slice(0, wanted)
    .map(email => toMessage(email, mailbox === 'all' ? undefined : mailbox.id))
  return { items, complete: complete && items.length === own.length, next: null }
}
