import { AppError } from '#shared/api/errors.ts'
import { invitationStatus } from './invitation-status.ts'
import type { Invitation, Member, Refusal, TeamRepository } from './repository.ts'

type Deps = { repository: TeamRepository; now: () => number }

/** Of members and of invitations: more than any team has, for a key could fill the store with them. */
const maxPerAccount = 1_000

/** Who is in the team of an account, and who was invited. Nobody is written to. */
export function createTeam({ repository, now }: Deps) {
  const toInvitation = (row: Invitation) => ({ ...row, status: invitationStatus(row, now()) })

  return {
    members: repository.membersOf,

    async member(asked: { accountId: string; id: string }): Promise<Member> {
      const member = await repository.findMember(asked)
      if (!member) throw notFound('member', asked.id)
      return member
    },

    async addMember(member: Omit<Member, 'id' | 'createdAt'> & { accountId: string }): Promise<Member> {
      const added = await repository.insertMember({ ...member, now: now(), most: maxPerAccount })
      if (typeof added === 'string') throw toError(added, `${member.email} is in the team already.`)
      return added
    },

    async removeMember(asked: { accountId: string; id: string }): Promise<void> {
      if (!(await repository.deleteMember(asked))) throw notFound('member', asked.id)
    },

    removeMembers: repository.deleteMembers,

    invitations: async (accountId: string) => (await repository.invitationsOf(accountId)).map(toInvitation),

    async invite(asked: { accountId: string; email: string }) {
      const made = await repository.insertInvitation({ ...asked, now: now(), most: maxPerAccount })
      if (typeof made === 'string') throw toError(made, `${asked.email} has been invited already.`)
      return toInvitation(made)
    },

    async removeInvitation(asked: { accountId: string; id: string }): Promise<void> {
      if (!(await repository.deleteInvitation(asked))) throw notFound('invitation', asked.id)
    },
  }
}

const notFound = (what: string, id: string): AppError =>
  new AppError('not_found', `There is no ${what} ${id}.`)

function toError(refusal: Refusal, taken: string): AppError {
  if (refusal === 'no such account') return new AppError('not_found', 'The account is not there any more.')
  if (refusal === 'taken') return new AppError('conflict', taken)
  return new AppError('conflict', `An account has at most ${maxPerAccount}. Delete one first.`)
}
