import type { Db } from '../storage/database.ts'

/** Mails of one step: a few milliseconds of the writer. */
const stepSize = 250

/** Removes some of the mails that are in no mailbox any more; tells how many. Call it again until it is none. */
export function sweepLeftovers(db: Db): number {
  const rows = db.all<{ id: number }>('SELECT content_id AS id FROM leftovers LIMIT ?', stepSize)
  const ids = JSON.stringify(rows.map(({ id }) => id))
  db.run(`DELETE FROM message_index WHERE rowid IN ${listed}`, ids)
  // Source, details and attachments go along: foreign keys cascade, and a trigger takes bytes that nobody else has.
  db.run(`DELETE FROM contents WHERE id IN ${listed}`, ids)
  db.run(`DELETE FROM leftovers WHERE content_id IN ${listed}`, ids)
  return rows.length
}

const listed = '(SELECT value FROM json_each(?))'
