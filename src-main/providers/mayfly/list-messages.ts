import type { z } from 'zod'
import { apiPrefix } from '#shared/api/links.ts'
import type { ListedMessages, ListOptions, MailboxRef } from '../provider.ts'
import type { Calls } from '../service-api.ts'
import { toMessage } from './mapping.ts'
import { Messages, type Message } from './schema.ts'

const pageSize = 200

/** `since` is the `seq` of the newest that was seen: the one order that nothing can slip through. */
export async function listMessages(
  calls: Calls,
  mailbox: MailboxRef | 'all',
  { since, limit = 100 }: ListOptions,
): Promise<ListedMessages> {
  const path = `${apiPrefix}${mailbox === 'all' ? '' : `/mailboxes/${encodeURIComponent(mailbox.id)}`}/messages`
  const items: z.infer<typeof Message>[] = []
  let cursor: string | undefined
  do {
    const query = { limit: Math.min(pageSize, limit - items.length), after: since, cursor }
    const page = await calls.read(Messages, 'GET', path, { query })
    items.push(...page.items)
    cursor = page.items.length === 0 ? undefined : (page.nextCursor ?? undefined)
  } while (cursor !== undefined && items.length < limit)
  const newest = Math.max(Number(since ?? 0), ...items.map(({ seq }) => seq))
  return {
    items: items.map(toMessage),
    complete: cursor === undefined && since === undefined,
    next: newest > 0 ? String(newest) : null,
  }
}
