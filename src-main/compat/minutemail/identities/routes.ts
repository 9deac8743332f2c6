import type { FastifyInstance } from 'fastify'
import { takeAll } from '../../paging.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { namedList } from '../mapping.ts'
import { toClient, toIdentity, toShownClient } from './mapping.ts'
import {
  CreateClient,
  CreateIdentity,
  IdentityFilters,
  UpdateIdentity,
  type ClientList,
  type IdentityList,
} from './schema.ts'

/** What a key manages: OAuth clients and the identities that sign in to them. */
export function identityRoutes(app: FastifyInstance, { call }: Pick<ServiceDeps, 'call'>): void {
  app.get('/identities/clients', async (request): Promise<ClientList> => {
    const clients = await takeAll(page => call(request, 'listIdentityClients', page))
    return { clients: clients.map(toClient) }
  })

  app.post('/identities/clients', async (request, reply) => {
    const asked = readInput(CreateClient, request.body)
    const made = await call(request, 'createIdentityClient', asked)
    reply.status(201)
    return toShownClient(made)
  })

  app.get<WithClient>('/identities/clients/:clientId', async request => {
    const { clientId } = request.params
    return toClient(await call(request, 'getIdentityClient', { clientId }))
  })

  app.delete<WithClient>('/identities/clients/:clientId', async (request, reply) => {
    const { clientId } = request.params
    await call(request, 'deleteIdentityClient', { clientId })
    return reply.status(204).send()
  })

  app.post<WithClient>('/identities/clients/:clientId/rotate-secret', async request => {
    const { clientId } = request.params
    return toShownClient(await call(request, 'rotateIdentityClientSecret', { clientId }))
  })

  app.get('/identities', async (request): Promise<IdentityList> => {
    const filters = readInput(IdentityFilters, request.query)
    const identities = await takeAll(page => call(request, 'listIdentities', { ...filters, ...page }))
    return namedList('identities', identities.map(toIdentity))
  })

  app.post('/identities', { bodyLimit: claimsBytes }, async (request, reply) => {
    const made = await call(request, 'createIdentity', readInput(CreateIdentity, request.body))
    reply.status(201)
    return toIdentity(made)
  })

  app.get<WithId>('/identities/:id', async request => {
    const { id } = request.params
    return toIdentity(await call(request, 'getIdentity', { id }))
  })

  app.patch<WithId>('/identities/:id', { bodyLimit: claimsBytes }, async request => {
    const change = readInput(UpdateIdentity, request.body)
    return toIdentity(await call(request, 'updateIdentity', { ...change, id: request.params.id }))
  })

  app.delete<WithId>('/identities/:id', async (request, reply) => {
    await call(request, 'deleteIdentity', { id: request.params.id })
    return reply.status(204).send()
  })
}

type WithClient = { Params: { clientId: string } }
type WithId = { Params: { id: string } }

/** Claims, as many and as long as they may be, in characters of several bytes. */
const claimsBytes = 256 * 1024
