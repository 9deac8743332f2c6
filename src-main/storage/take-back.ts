import { transaction, type Db } from './database.ts'
import { deleteDeliveries } from './delete-deliveries.ts'

/** The `seq` of the newest message; 0 in an empty store. */
export function newestSeq(db: Db): number {
  return db.get<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM deliveries')!.seq
}

/**
 * Deletes what was stored after the last message that anybody was told of: its senders were told to try again, and would
 * have it twice. Answers how many messages that were.
 */
export function takeBack(db: Db, toldSeq: number): number {
  const seqs = db
    .all<{ seq: number }>('SELECT seq FROM deliveries WHERE seq > ?', toldSeq)
    .map(({ seq }) => seq)
  if (seqs.length > 0) transaction(db, () => deleteDeliveries(db, seqs))
  return seqs.length
}
