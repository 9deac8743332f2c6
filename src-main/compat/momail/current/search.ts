import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { createFindMail } from '../find-mail.ts'
import { wordsOf } from '../search-query.ts'
import { toFound } from '../to-email.ts'
import { createMonthlyUsage } from '../usage.ts'
import { Search, type SearchAnswer } from './schema.ts'

const dayMs = 24 * 60 * 60 * 1000

export function searchRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const findMail = createFindMail(deps)
  const usage = createMonthlyUsage(deps)

  app.post('/v1/api/search', async (request): Promise<z.infer<typeof SearchAnswer>> => {
    const { query, mailbox_id, date_from, date_to, ...filters } = readInput(Search, request.body)
    await usage.checkSearch(request)
    const { results, total } = await findMail(request.caller, {
      words: wordsOf(query),
      mailbox: mailbox_id,
      since: date_from === undefined ? undefined : Date.parse(date_from),
      until: date_to === undefined ? undefined : endOf(date_to),
      ...filters,
    })
    return {
      success: true,
      results: results.map(({ message, score }) => ({ ...toFound(message), score })),
      total,
    }
  })
}

/** Right after a moment, or after the whole day when no time is told. */
function endOf(moment: string): number {
  const isDay = !moment.includes('T')
  return Date.parse(moment) + (isDay ? dayMs : 1)
}
