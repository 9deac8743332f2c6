import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Key } from '#shared/api/keys.ts'
import type { Plan } from '#shared/api/plans.ts'
import { createAccountKeys, maskOf, onlyOnce } from '../account-keys.ts'
import type { ServiceDeps } from '../../service.ts'
import { tierOf } from '../tiers.ts'
import type { KeyCreated, KeysAnswer } from './schema.ts'

export function keyRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const keys = createAccountKeys(deps)

  app.get('/v1/api/keys', async (request): Promise<z.infer<typeof KeysAnswer>> => {
    const { plan } = deps.limitsOf(request)
    return { keys: (await keys.list(request)).map(key => toKey(key, plan)) }
  })

  app.post('/v1/api/keys', async (request, reply): Promise<z.infer<typeof KeyCreated>> => {
    const { key, ...made } = await keys.create(request)
    reply.status(201)
    return {
      success: true,
      key: { ...toKey(made, deps.limitsOf(request).plan), api_key: key },
      warning: onlyOnce,
    }
  })

  app.delete('/v1/api/keys/:id', async request => {
    return { success: true, key_id: await keys.revoke(request), revoked: true }
  })
}

function toKey(key: Key, plan: Plan) {
  return {
    key_id: key.id,
    name: key.name,
    key_prefix: maskOf(key),
    plan: tierOf(plan),
    rate_limit: plan.requestsPerMinute,
    last_used: key.lastUsedAt,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
  }
}
