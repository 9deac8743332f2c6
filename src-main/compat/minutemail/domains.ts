import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Domain as NativeDomain } from '#shared/api/domains.ts'
import { isError } from '../is-error.ts'
import { readInput } from '../read-input.ts'
import type { ServiceDeps } from '../service.ts'
import { paramOf } from './find.ts'
import { namedList, toDomain } from './mapping.ts'
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
    const domain = await call(request, 'createDomain', { name })
    reply.status(201)
    return toDomain(domain)
  })

  app.post('/domains/:id/verify', async (request): Promise<VerifiedDomain> => {
    const domain = toDomain(await prove(await call(request, 'getDomain', { id: paramOf(request, 'id') })))
    const isVerified = domain.status === 'verified'
    // Mail comes here without MX, so that is right as soon as the domain is.
    return { ...domain, txt_verified: isVerified, mx_verified: isVerified }
  })

  app.delete('/domains/:id', async (request, reply) => {
    const id = paramOf(request, 'id')
    await call(request, 'deleteDomain', { id })
    return sendDeleted(reply, id)
  })

  /** As the owner, who alone may verify; only with the record, for whoever has a domain gets its mail. */
  async function prove(domain: NativeDomain): Promise<NativeDomain> {
    if (domain.status === 'verified') return domain
    try {
      return await callAs({ kind: 'owner' }, 'verifyDomain', { id: domain.id, dns: true })
    } catch (error) {
      if (isError(error, 'unprocessable')) return domain
      throw error
    }
  }
}

/** Domains and members are deleted with 202 and these words, as the Python client has it. */
export function sendDeleted(reply: FastifyReply, id: string): FastifyReply {
  return reply.status(202).send({ status: 'deleted', id })
}
