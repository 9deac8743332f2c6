import type { FastifyInstance, FastifyRequest } from 'fastify'
import { scopeOf } from '#shared/api/scope.ts'
import { readInput } from '../read-input.ts'
import { sendDeleted } from './domains.ts'
import type { MinuteMailDeps } from './features.ts'
import { paramOf } from './find.ts'
import { bulkBodyBytes } from './mailboxes.ts'
import { namedList, toInvitation, toMember } from './mapping.ts'
import type { Invitation, Member } from './schema.ts'
import { AddMember, Ids, Invite } from './requests.ts'

/** Members and invitations of the key's account. Nobody is written to, and nobody can sign in with them. */
export function teamRoutes(app: FastifyInstance, { team }: MinuteMailDeps): void {
  const accountOf = ({ caller }: FastifyRequest): string => scopeOf(caller).accountId!
  const named = (request: FastifyRequest) => ({ accountId: accountOf(request), id: paramOf(request, 'id') })

  app.get('/members', async request =>
    namedList('members', (await team.members(accountOf(request))).map(toMember)),
  )

  app.post('/members', async (request, reply): Promise<Member> => {
    const { user_id: userId, ...member } = readInput(AddMember, request.body)
    const added = await team.addMember({ ...member, userId, accountId: accountOf(request) })
    reply.status(201)
    return toMember(added)
  })

  app.get('/members/:id', async (request): Promise<Member> => toMember(await team.member(named(request))))

  app.delete('/members/:id', async (request, reply) => {
    await team.removeMember(named(request))
    return sendDeleted(reply, paramOf(request, 'id'))
  })

  app.delete('/members', { bodyLimit: bulkBodyBytes }, async request => {
    // Everybody goes only where nobody is named.
    const ids = request.body === undefined ? null : readInput(Ids, request.body).ids
    return { status: 'deleted', count: await team.removeMembers({ accountId: accountOf(request), ids }) }
  })

  app.get('/invitations', async request =>
    namedList('invitations', (await team.invitations(accountOf(request))).map(toInvitation)),
  )

  app.post('/invitations', async (request, reply): Promise<Invitation> => {
    const { email } = readInput(Invite, request.body)
    const invitation = await team.invite({ email, accountId: accountOf(request) })
    reply.status(201)
    return toInvitation(invitation)
  })

  app.delete('/invitations/:id', async request => {
    await team.removeInvitation(named(request))
    return { status: 'deleted', invitation_id: paramOf(request, 'id') }
  })
}
