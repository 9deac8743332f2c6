import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Domain } from '#shared/api/domains.ts'
import { AppError } from '#shared/api/errors.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { isError } from '../../is-error.ts'
import { notFound, orNotFound, refuse } from '../failures.ts'
import { takeAll } from '../../paging.ts'
import { toPage } from '../paging.ts'
import { IdParams, ListQuery } from '../schema.ts'
import { tierLimitsOf } from '../tiers.ts'
import {
  CreateDomain,
  type DomainAnswer,
  type DomainCreated,
  type DomainsAnswer,
  type DomainVerified,
} from './schema.ts'

/** The names of MoMail's records: TXT `_momail.<domain>` and an MX. */
const label = 'momail'
const mx = { host: 'mx.momail.io', priority: 10 }

export function domainRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call, callAs, limitsOf } = deps

  app.get('/v1/domains', async (request): Promise<z.infer<typeof DomainsAnswer>> => {
    const query = readInput(ListQuery, request.query)
    const all = await takeAll(turn => call(request, 'listDomains', turn))
    return toPage(all.map(toDomain), query)
  })

  app.post('/v1/domains', async (request, reply): Promise<z.infer<typeof DomainCreated>> => {
    const { domain: name } = readInput(CreateDomain, request.body)
    await checkNumber(request)
    const domain = await call(request, 'createDomain', { name }).catch((error: unknown) => {
      throw isError(error, 'conflict') ? new AppError('conflict', 'Domain already exists') : error
    })
    reply.status(201)
    return { success: true, data: { ...toDomain(domain), verification_token: tokenOf(domain) } }
  })

  app.get('/v1/domains/:id', async (request): Promise<z.infer<typeof DomainAnswer>> => {
    const domain = await find(request)
    const instructions = { type: 'TXT', name: `_${label}`, value: tokenOf(domain) }
    return { success: true, data: { ...toDomain(domain), verification_instructions: instructions } }
  })

  app.post('/v1/domains/:id/verify', async (request): Promise<z.infer<typeof DomainVerified>> => {
    const domain = await find(request)
    if (domain.status !== 'verified') await verify(domain)
    return { success: true, data: { verified: true, mx_instructions: mx } }
  })

  /** As the owner, who alone may verify; only with the record, so that nobody gets a domain that is not theirs. */
  async function verify(domain: Domain): Promise<void> {
    await callAs({ kind: 'owner' }, 'verifyDomain', { id: domain.id, dns: true, label }).catch(
      (error: unknown) => {
        throw isError(error, 'unprocessable') ? notProven(domain, error) : error
      },
    )
  }

  async function find(request: FastifyRequest): Promise<Domain> {
    const params = IdParams.safeParse(request.params)
    if (!params.success) throw notFound('Domain')
    return orNotFound(call(request, 'getDomain', params.data), 'Domain')
  }

  async function checkNumber(request: FastifyRequest): Promise<void> {
    const limit = tierLimitsOf(limitsOf(request).plan).customDomains
    const { total } = await call(request, 'listDomains', { limit: 1 })
    if (limit !== null && total >= limit)
      throw refuse('quota_exceeded', 'QUOTA_EXCEEDED', `The plan has ${limit} custom domains at most.`, {
        limit,
      })
  }
}

/** Mail comes here without MX, so it is set up as soon as the domain is. */
function toDomain({ id, name, status, createdAt }: Domain) {
  const verified = status === 'verified'
  return { domain_id: id, domain_name: name, verified, mx_configured: verified, created_at: createdAt }
}

/** The same random digits as natively, behind MoMail's word. */
const tokenOf = ({ txtValue }: Domain): string => txtValue.replace(/^.*=/, `${label}-verify=`)

function notProven(domain: Domain, { details }: AppError): AppError {
  return refuse(
    'unprocessable',
    'VERIFICATION_FAILED',
    'TXT record not found or does not match verification token',
    { expected_txt_record: tokenOf(domain), found_txt_records: details?.[0]?.['txt'] ?? [] },
  )
}
