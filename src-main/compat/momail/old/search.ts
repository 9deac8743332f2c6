import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Caller } from '#shared/api/handler.ts'
import { checkDomain, scopeOf } from '#shared/api/scope.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { createFindMail } from '../find-mail.ts'
import { toSuggestionQuery, wordsOf } from '../search-query.ts'
import { toFound } from '../to-email.ts'
import { createMonthlyUsage } from '../usage.ts'
import { Search, Suggest, type SearchAnswer, type SuggestAnswer } from './schema.ts'

/** Ours: as many as a list below a search box shows, out of so many of the newest mails. */
const maxSuggestions = 10
const maxLookedAt = 100

export function searchRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const findMail = createFindMail(deps)
  const usage = createMonthlyUsage(deps)

  app.post('/v1/search', async (request): Promise<z.infer<typeof SearchAnswer>> => {
    const { query, domain, limit, offset } = readInput(Search, request.body)
    const caller = atDomain(request.caller, domain)
    await usage.checkSearch(request)
    const { results, total, hasMore } = await findMail(caller, { words: wordsOf(query), limit, offset })
    return {
      success: true,
      data: results.map(({ message, score }) => ({ ...toFound(message), score })),
      meta: { page: Math.floor(offset / limit) + 1, limit, total, hasMore },
    }
  })

  app.get('/v1/search/suggestions', async (request): Promise<z.infer<typeof SuggestAnswer>> => {
    const words = wordsOf(readInput(Suggest, request.query).q)
    if (words.length === 0) return { success: true, data: [] }
    const q = toSuggestionQuery(words)
    const { items } = await deps.call(request, 'listMessages', { q, limit: maxLookedAt })
    const subjects = new Set(items.map(({ subject }) => subject))
    return { success: true, data: [...subjects].slice(0, maxSuggestions) }
  })
}

/** The same key, kept to the mailboxes at one domain. Throws `forbidden` where it may not look anyway. */
function atDomain(caller: Caller, domain: string | undefined): Caller {
  if (caller.kind !== 'key' || domain === undefined) return caller
  checkDomain(scopeOf(caller), domain)
  return { kind: 'key', key: { ...caller.key, mailboxDomains: [domain] } }
}
