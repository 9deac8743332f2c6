import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { invitationStatus } from './invitation-status.ts'

/** Times are unix milliseconds. */
export type Member = {
  id: string
  userId: string
  username: string
  email: string
  status: string
  createdAt: number
}
export type Invitation = { id: string; email: string; createdAt: number }

type InAccount = { accountId: string; id: string }
type NewMember = Omit<Member, 'id' | 'createdAt'> & { accountId: string; now: number; most: number }
type NewInvitation = { accountId: string; email: string; now: number; most: number }
export type Refusal = 'no such account' | 'taken' | 'too many'

const memberColumns = 'id, user_id AS userId, username, email, status, created_at AS createdAt'
const invitationColumns = 'id, email, created_at AS createdAt'

export const teamQueries = {
  reads: {
    /** Newest first. */
    membersOf: (db: Db, accountId: string): Member[] =>
      db.all(`SELECT ${memberColumns} FROM members WHERE account_id = ? ORDER BY number DESC`, accountId),
    findMember: (db: Db, { accountId, id }: InAccount): Member | undefined =>
      db.get(`SELECT ${memberColumns} FROM members WHERE account_id = ? AND id = ?`, accountId, id),
    /** Newest first, those that have expired too. */
    invitationsOf: (db: Db, accountId: string): Invitation[] =>
      db.all(
        `SELECT ${invitationColumns} FROM invitations WHERE account_id = ? ORDER BY number DESC`,
        accountId,
      ),
  },
  writes: {
    insertMember(db: Db, { accountId, most, now, ...member }: NewMember): Member | Refusal {
      const refusal = refusalOf(db, { table: 'members', accountId, most })
      if (refusal) return refusal
      const row = db.get<Member>(
        `INSERT INTO members (id, account_id, user_id, username, email, email_key, status, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, email_key) DO NOTHING RETURNING ${memberColumns}`,
        uuidv7(),
        accountId,
        member.userId,
        member.username,
        member.email,
        member.email.toLowerCase(),
        member.status,
        now,
      )
      return row ?? 'taken'
    },
    /** One that has expired makes room for a new one to the same address. */
    insertInvitation(db: Db, { accountId, email, now, most }: NewInvitation): Invitation | Refusal {
      const emailKey = email.toLowerCase()
      const known = db.get<Invitation>(
        `SELECT ${invitationColumns} FROM invitations WHERE account_id = ? AND email_key = ?`,
        accountId,
        emailKey,
      )
      if (known && invitationStatus(known, now) === 'PENDING') return 'taken'
      if (known) db.run('DELETE FROM invitations WHERE id = ?', known.id)
      const refusal = refusalOf(db, { table: 'invitations', accountId, most })
      if (refusal) return refusal
      return db.get<Invitation>(
        `INSERT INTO invitations (id, account_id, email, email_key, created_at) VALUES (?, ?, ?, ?, ?)
         RETURNING ${invitationColumns}`,
        uuidv7(),
        accountId,
        email,
        emailKey,
        now,
      )!
    },
    /** Whether it was there. */
    deleteMember: (db: Db, { accountId, id }: InAccount): boolean =>
      db.run('DELETE FROM members WHERE account_id = ? AND id = ?', accountId, id).changes === 1,
    /** Those with these ids, or all. Answers how many there were. */
    deleteMembers: (db: Db, { accountId, ids }: { accountId: string; ids: string[] | null }): number =>
      ids === null
        ? db.run('DELETE FROM members WHERE account_id = ?', accountId).changes
        : db.run(
            'DELETE FROM members WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))',
            accountId,
            JSON.stringify(ids),
          ).changes,
    deleteInvitation: (db: Db, { accountId, id }: InAccount): boolean =>
      db.run('DELETE FROM invitations WHERE account_id = ? AND id = ?', accountId, id).changes === 1,
  },
}

export type TeamRepository = Repository<typeof teamQueries>

type Asked = { table: 'members' | 'invitations'; accountId: string; most: number }

function refusalOf(db: Db, { table, accountId, most }: Asked): Refusal | undefined {
  if (!db.get('SELECT 1 FROM local_accounts WHERE id = ?', accountId)) return 'no such account'
  const had = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE account_id = ?`, accountId)!
  return had.n >= most ? 'too many' : undefined
}
