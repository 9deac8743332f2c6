import type { PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { deleteDeliveries } from '../storage/delete-deliveries.ts'

/** A message with whose it is, as whoever deletes it must tell others. */
export type PlacedRow = PlacedMessage & { seq: number }

export const placedColumns = 'd.seq, d.id, m.id AS mailboxId, m.account_id AS accountId, m.domain'
export const placedTables = 'FROM deliveries d JOIN mailboxes m ON m.key = d.mailbox_key'
export const placedRows = `SELECT ${placedColumns} ${placedTables}`

export function deleteRows(db: Db, rows: PlacedRow[]): PlacedMessage[] {
  deleteDeliveries(
    db,
    rows.map(({ seq }) => seq),
  )
  return rows.map(({ id, mailboxId, accountId, domain }) => ({ id, mailboxId, accountId, domain }))
}
