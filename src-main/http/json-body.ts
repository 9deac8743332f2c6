import type { FastifyInstance } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import { httpLimits } from './limits.ts'

/** Many clients say `application/json` with every call: one without a body is one without a body. */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null)
    void parse(request, String(body), (error, value) => done(error ?? refuseDeep(value), value))
  })
}

function refuseDeep(value: unknown): AppError | null {
  const most = httpLimits.jsonDepth
  return isDeeper(value, most)
    ? new AppError('bad_request', `The JSON is more than ${most} levels deep: make it flatter.`)
    : null
}

/** Looks no deeper than that, however deep it is. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some(below => isDeeper(below, levels - 1))
}
