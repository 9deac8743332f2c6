import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Key } from '#shared/api/keys.ts'
import type { Plan } from '#shared/api/plans.ts'
import { createAccountKeys, maskOf, onlyOnce } from '../account-keys.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { toPage } from '../paging.ts'
import { ListQuery } from '../schema.ts'
import { tierOf } from '../tiers.ts'
import type { KeyCreated, KeyRevoked, KeysAnswer } from './schema.ts'

export function keyRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const keys = createAccountKeys(deps)
  const planFor = (request: Parameters<typeof deps.limitsOf>[0]) => deps.limitsOf(request).plan

  app.get('/v1/api-keys', async (request): Promise<z.infer<typeof KeysAnswer>> => {
    const query = readInput(ListQuery, request.query)
    const plan = planFor(request)
    const all = (await keys.list(request)).map(key => ({ ...toKey(key, plan), lastUsed: key.lastUsedAt }))
    return toPage(all, query)
  })

  app.post('/v1/api-keys', async (request, reply): Promise<z.infer<typeof KeyCreated>> => {
    const { key, ...made } = await keys.create(request)
    reply.status(201)
    return {
      success: true,
      data: { ...toKey(made, planFor(request)), apiKey: key },
      meta: { warning: onlyOnce },
    }
  })

  app.delete('/v1/api-keys/:id', async (request): Promise<z.infer<typeof KeyRevoked>> => {
    return { success: true, data: { keyId: await keys.revoke(request), revoked: true } }
  })
}

function toKey(key: Key, plan: Plan) {
  return {
    keyId: key.id,
    name: key.name,
    keyPrefix: maskOf(key),
    plan: tierOf(plan),
    rateLimit: plan.requestsPerMinute,
    createdAt: key.createdAt,
    expirationTs: key.expiresAt,
  }
}
