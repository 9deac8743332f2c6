import type { Caller } from '#shared/api/handler.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import type { ServiceDeps } from '../service.ts'
import { takeFrom } from '../paging.ts'
import { scoreOf, toQuery, type Wanted } from './search-query.ts'

type Found = { results: { message: MessageSummary; score: number }[]; total: number; hasMore: boolean }
type Asked = Wanted & { mailbox?: string | undefined; offset: number; limit: number }

/** Of mail that has only some of the words, so many of the newest are looked at. */
const maxRanked = 200

/**
 * Answers a question in plain language with a search for its words: mail that has all of them, the newest first; where
 * there is none, mail that has some, the best first.
 */
export function createFindMail({ callAs }: Pick<ServiceDeps, 'callAs'>) {
  return async (caller: Caller, { mailbox, offset, limit, ...wanted }: Asked): Promise<Found> => {
    const { words } = wanted
    if (words.length === 0) return { results: [], total: 0, hasMore: false }
    const within = mailbox === undefined ? {} : { mailbox }
    const list = (how: 'all' | 'any') => (turn: { limit: number; cursor?: string }) =>
      callAs(caller, 'listMessages', { q: toQuery(wanted, how), ...within, ...turn })

    const withAll = await takeFrom(list('all'), { offset, limit })
    if (withAll.total > 0)
      return { ...withAll, results: withAll.items.map(message => ({ message, score: 1 })) }

    const { items } = await list('any')({ limit: maxRanked })
    const ranked = items
      .map(message => ({ message, score: scoreOf(words, message) }))
      .toSorted((one, other) => other.score - one.score)
    const end = offset + limit
    return { results: ranked.slice(offset, end), total: ranked.length, hasMore: end < ranked.length }
  }
}
