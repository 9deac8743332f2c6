import { maxCountedMatches } from '#shared/search/limits.ts'
import { hasKeptCount, isKeyed, type MessageFilter, type MessagePage } from './list-sql.ts'
import type { MessageRepository, MessageRow } from './repository.ts'

type Lists = Pick<MessageRepository, 'listMessages' | 'searchMessages'>
type Counts = Pick<MessageRepository, 'keptCount' | 'countMatches'>

/** A page of a list or of a search; what may have to look at many messages does not run on the main thread. */
export function findMessages(
  { listMessages, searchMessages }: Lists,
  page: MessagePage,
): Promise<MessageRow[]> {
  return isKeyed(page.filter) ? listMessages(page) : searchMessages(page)
}

/** How many a filter lets through; of a search no more than `maxCountedMatches` are counted. */
export function countMessages({ keptCount, countMatches }: Counts, filter: MessageFilter): Promise<number> {
  return hasKeptCount(filter) ? keptCount(filter) : countMatches({ filter, limit: maxCountedMatches })
}
