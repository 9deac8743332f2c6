import { maxTags } from '#shared/api/limits.ts'
import type { PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { withoutSeq, type PlacedRow } from './placed-rows.ts'

export type MessageChange = {
  unread?: boolean | undefined
  pinned?: boolean | undefined
  /** Instead of the tags that were there. */
  tags?: string[] | undefined
  /** Beside the tags that were there. */
  addTags?: string[] | undefined
}

/** Changes all, or none when one would have more tags than a message may have. */
export function changePlaced(
  db: Db,
  rows: PlacedRow[],
  change: MessageChange,
): PlacedMessage[] | 'too_many_tags' {
  const seqs = rows.map(({ seq }) => seq)
  if (change.addTags && exceedsTags(db, seqs, change)) return 'too_many_tags'
  changeRows(db, seqs, change)
  return withoutSeq(rows)
}

/** A row that is so already is left alone: a trigger counts each that is written. */
export function changeRows(db: Db, seqs: number[], change: MessageChange): void {
  const list = JSON.stringify(seqs)
  if (change.unread !== undefined) setFlag(db, list, 'unread', change.unread)
  if (change.pinned !== undefined) setFlag(db, list, 'pinned', change.pinned)
  if (change.tags) db.run(`DELETE FROM message_tags WHERE seq IN ${listed}`, list)
  for (const tag of new Set([...(change.tags ?? []), ...(change.addTags ?? [])]))
    db.run(`INSERT OR IGNORE INTO message_tags (seq, tag) SELECT value, ? FROM json_each(?)`, tag, list)
}

function exceedsTags(db: Db, seqs: number[], { tags, addTags = [] }: MessageChange): boolean {
  if (tags) return new Set([...tags, ...addTags]).size > maxTags
  const full = `SELECT 1 FROM json_each(?) picked WHERE
    (SELECT count(*) FROM (SELECT tag FROM message_tags WHERE seq = picked.value UNION SELECT value FROM json_each(?))) > ?
    LIMIT 1`
  return db.get(full, JSON.stringify(seqs), JSON.stringify(addTags), maxTags) !== undefined
}

const listed = '(SELECT value FROM json_each(?))'

function setFlag(db: Db, list: string, flag: 'unread' | 'pinned', value: boolean): void {
  const bit = Number(value)
  db.run(`UPDATE deliveries SET ${flag} = ? WHERE seq IN ${listed} AND ${flag} <> ?`, bit, list, bit)
}
