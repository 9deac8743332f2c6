import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'

/** Times are unix milliseconds; null is as long as the message, or its mailbox. */
export type AddedAttachment = {
  id: string
  filename: string
  contentType: string
  sizeBytes: number
  expiresAt: number | null
}

export type Extras = {
  messageId: string
  expiresAt: number | null
  /** Positions of the mail's own attachments that are not shown. */
  removed: number[]
  /** In the order in which they were added. */
  added: AddedAttachment[]
}

type NewAttachment = Omit<AddedAttachment, 'id'> & {
  messageId: string
  bytes: Uint8Array
  /** What a message may have of added attachments. */
  most: { attachments: number; bytes: number }
}

/** Messages in one step. */
const dueStep = 500

const columns = 'id, filename, content_type AS contentType, size_bytes AS sizeBytes, expires_at AS expiresAt'
const named = 'd.id IN (SELECT value FROM json_each(?))'

export const extrasQueries = {
  reads: {
    /** Of those messages that have extras. */
    extrasOf(db: Db, messageIds: string[]): Extras[] {
      const rows = db.all<{ seq: number; messageId: string; expiresAt: number | null; removed: string }>(
        `SELECT e.seq, d.id AS messageId, e.expires_at AS expiresAt, e.removed
         FROM deliveries d JOIN message_extras e ON e.seq = d.seq WHERE ${named}`,
        JSON.stringify(messageIds),
      )
      return rows.map(({ seq, removed, ...row }) => ({
        ...row,
        removed: JSON.parse(removed) as number[],
        added: db.all(`SELECT ${columns} FROM added_attachments WHERE seq = ? ORDER BY number`, seq),
      }))
    },
    addedBytes: (db: Db, { messageId, id }: { messageId: string; id: string }): Buffer | undefined =>
      db.get<{ bytes: Buffer }>(
        `SELECT a.bytes FROM added_attachments a JOIN deliveries d ON d.seq = a.seq WHERE d.id = ? AND a.id = ?`,
        messageId,
        id,
      )?.bytes,
  },
  writes: {
    setEnd(db: Db, { messageId, expiresAt }: { messageId: string; expiresAt: number }): void {
      const seq = rowFor(db, messageId)
      if (seq !== undefined) db.run('UPDATE message_extras SET expires_at = ? WHERE seq = ?', expiresAt, seq)
    },
    addAttachment(
      db: Db,
      { messageId, most, bytes, ...attachment }: NewAttachment,
    ): AddedAttachment | 'gone' | 'full' {
      const seq = rowFor(db, messageId)
      if (seq === undefined) return 'gone'
      const had = db.get<{ n: number; bytes: number }>(
        'SELECT count(*) AS n, coalesce(sum(size_bytes), 0) AS bytes FROM added_attachments WHERE seq = ?',
        seq,
      )!
      if (had.n >= most.attachments || had.bytes + attachment.sizeBytes > most.bytes) return 'full'
      return db.get<AddedAttachment>(
        `INSERT INTO added_attachments (id, seq, filename, content_type, size_bytes, expires_at, bytes)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING ${columns}`,
        uuidv7(),
        seq,
        attachment.filename,
        attachment.contentType,
        attachment.sizeBytes,
        attachment.expiresAt,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      )!
    },
    /** Deletes added ones by id, and hides the mail's own by position. */
    removeAttachments(db: Db, asked: { messageId: string; added: string[]; own: number[] }): void {
      const seq = rowFor(db, asked.messageId)
      if (seq === undefined) return
      db.run(
        'DELETE FROM added_attachments WHERE seq = ? AND id IN (SELECT value FROM json_each(?))',
        seq,
        JSON.stringify(asked.added),
      )
      const { removed } = db.get<{ removed: string }>(
        'SELECT removed FROM message_extras WHERE seq = ?',
        seq,
      )!
      const all = new Set([...(JSON.parse(removed) as number[]), ...asked.own])
      db.run('UPDATE message_extras SET removed = ? WHERE seq = ?', JSON.stringify([...all]), seq)
    },
    /** Deletes attachments that have ended by `now`, and tells which messages have: those are not its to delete. */
    settleExtras(db: Db, now: number): { messageIds: string[]; nextDueAt: number | null } {
      db.run('DELETE FROM added_attachments WHERE expires_at <= ?', now)
      const due = db.all<{ id: string }>(
        `SELECT d.id FROM message_extras e JOIN deliveries d ON d.seq = e.seq
         WHERE e.expires_at <= ? ORDER BY e.expires_at LIMIT ?`,
        now,
        dueStep,
      )
      return { messageIds: due.map(({ id }) => id), nextDueAt: nextDueAt(db) }
    },
  },
  frees: ['settleExtras'],
}

export type ExtrasRepository = Repository<typeof extrasQueries>

/** The `seq` of a message that from now on has a row for its extras; undefined when it is gone. */
function rowFor(db: Db, messageId: string): number | undefined {
  const row = db.get<{ seq: number }>('SELECT seq FROM deliveries WHERE id = ?', messageId)
  if (row) db.run('INSERT INTO message_extras (seq) VALUES (?) ON CONFLICT DO NOTHING', row.seq)
  return row?.seq
}

/** When the next message or attachment ends; null when none does. */
function nextDueAt(db: Db): number | null {
  const tables = ['message_extras', 'added_attachments'].map(
    table => `SELECT min(expires_at) AS at FROM ${table} WHERE expires_at IS NOT NULL`,
  )
  return (
    db.get<{ at: number | null }>(`SELECT min(at) AS at FROM (${tables.join(' UNION ALL ')})`)?.at ?? null
  )
}
