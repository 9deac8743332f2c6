import type { RefusalReason } from '#shared/api/sessions.ts'
import type { Db, SqlValue } from '../storage/database.ts'
import { pack } from '../storage/packed.ts'
import type { Repository } from '../storage/queries.ts'
import { joinAddresses } from './read-address.ts'
import type { SessionFilter } from './session-filter.ts'

/** A session that has ended. */
export type EndedSession = {
  id: string
  startedAt: number
  endedAt: number
  remoteAddress: string
  helo: string
  tls: boolean
  user: string | null
  sender: string | null
  recipients: string[]
  accepted: number
  refused: number
  refusal: string | null
  refusalReason: RefusalReason | null
  /** As `writeDialogue` writes it. */
  dialogue: string
}

/** As listed, without the dialogue. */
export type SessionRow = {
  number: number
  id: string
  started_at: number
  ended_at: number
  remote_address: string
  helo: string
  tls: number
  user: string | null
  sender: string | null
  /** As `joinAddresses` writes them; null in sessions from before they were kept. */
  recipients: string | null
  accepted: number
  refused: number
  refusal: string | null
  reason: RefusalReason | null
}

const columns =
  'number, id, started_at, ended_at, remote_address, helo, tls, user, sender, recipients, accepted, refused, refusal, reason'

/** The newest so many are kept ... */
const maxKept = 20_000
/** ... and of those the ones that ended in so many days. */
const keptMs = 30 * 24 * 60 * 60 * 1000
/** Rows deleted in one step, so that arriving mail waits a few milliseconds at most. */
const deleteStep = 500

export const sessionQueries = {
  reads: {
    /** Newest first. `before` is the last page's smallest number. */
    listSessions(
      db: Db,
      { filter, before, limit }: { filter: SessionFilter; before: number | null; limit: number },
    ): { items: SessionRow[]; total: number } {
      const { sql, params } = filterSql(filter)
      return {
        items: db.all(
          `SELECT ${columns} FROM smtp_sessions WHERE ${sql} AND number < ? ORDER BY number DESC LIMIT ?`,
          ...params,
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        ),
        total:
          db.get<{ n: number }>(`SELECT count(*) AS n FROM smtp_sessions WHERE ${sql}`, ...params)?.n ?? 0,
      }
    },
    findSession: (db: Db, id: string): (SessionRow & { packed: Buffer }) | undefined =>
      db.get(`SELECT ${columns}, packed FROM smtp_sessions WHERE id = ?`, id),
  },
  writes: {
    /** Writes what ended, and deletes as much of what is too old or too many: under load one makes room for the other. */
    recordSessions(db: Db, { sessions, now }: { sessions: EndedSession[]; now: number }): void {
      for (const session of sessions) insertSession(db, session)
      deleteOldSessions(db, now)
    },
    deleteOldSessions,
  },
}

export type SessionRepository = Repository<typeof sessionQueries>

function insertSession(db: Db, session: EndedSession): void {
  db.run(
    `INSERT INTO smtp_sessions (id, started_at, ended_at, remote_address, helo, tls, user, sender, recipients,
       accepted, refused, refusal, reason, packed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    session.id,
    session.startedAt,
    session.endedAt,
    session.remoteAddress,
    session.helo,
    session.tls ? 1 : 0,
    session.user,
    session.sender,
    joinAddresses(session.recipients),
    session.accepted,
    session.refused,
    session.refusal,
    session.refusalReason,
    pack(session.dialogue),
  )
}

/** Deletes some of what is too old or too many; call again until it deletes nothing. Returns how many went. */
function deleteOldSessions(db: Db, now: number): number {
  const newest = db.get<{ number: number | null }>('SELECT max(number) AS number FROM smtp_sessions')
  return db.run(
    `DELETE FROM smtp_sessions
     WHERE number IN (SELECT number FROM smtp_sessions ORDER BY number LIMIT ?) AND (number <= ? OR ended_at < ?)`,
    deleteStep,
    (newest?.number ?? 0) - maxKept,
    now - keptMs,
  ).changes
}

function filterSql({ refused, since, remoteAddress, q }: SessionFilter): {
  sql: string
  params: SqlValue[]
} {
  const conditions: [string, ...SqlValue[]][] = []
  if (refused !== undefined) conditions.push([refused ? 'refused > 0' : 'refused = 0'])
  if (since !== undefined) conditions.push(['started_at >= ?', since])
  if (remoteAddress !== undefined) conditions.push(['remote_address = ?', remoteAddress])
  if (q !== undefined) {
    const text = `lower(helo || ' ' || coalesce(user, '') || ' ' || remote_address || ' ' || coalesce(sender, '')
      || ' ' || coalesce(recipients, ''))`
    conditions.push([`instr(${text}, ?) > 0`, q.toLowerCase()])
  }
  return {
    sql: conditions.map(([sql]) => sql).join(' AND ') || '1',
    params: conditions.flatMap(([, ...params]) => params),
  }
}
