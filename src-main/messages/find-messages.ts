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

type Found = { rows: MessageRow[]; count: () => Promise<number> }

/** The same with how many the filter lets through; of a search no more than `maxCountedMatches` are counted. */
export async function findPage(
  repository: Lists & Counts & Pick<MessageRepository, 'searchFirst'>,
  { filter, before, limit }: MessagePage,
): Promise<Found> {
  if (before === null && !isKeyed(filter)) {
    const { rows, count } = await repository.searchFirst({ filter, limit, most: maxCountedMatches })
    return { rows, count: async () => count }
  }
  const rows = await findMessages(repository, { filter, before, limit })
  const counted = filter.after === undefined ? filter : upTo(filter, rows[0])
  return { rows, count: () => countMessages(repository, counted) }
}

function countMessages({ keptCount, countMatches }: Counts, filter: MessageFilter): Promise<number> {
  return hasKeptCount(filter) ? keptCount(filter) : countMatches({ filter, limit: maxCountedMatches })
}

/** Who asks for what is new adds such counts up: mail that came after the page was read is counted by the next one. */
function upTo(filter: MessageFilter, newest: MessageRow | undefined): MessageFilter {
  if (!newest) return filter
  return { ...filter, conditions: [...filter.conditions, { sql: 'd.seq <= ?', params: [newest.seq] }] }
}
