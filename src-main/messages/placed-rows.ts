import type { Scope } from '#shared/api/scope.ts'
import type { PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { deleteDeliveries } from '../storage/delete-deliveries.ts'
import { listSql, scopedMailboxes, type MessagePage } from './list-sql.ts'

/** A message with whose it is, as whoever deletes it must tell others. */
export type PlacedRow = PlacedMessage & { seq: number }

export const placedColumns = 'd.seq, d.id, m.id AS mailboxId, m.account_id AS accountId, m.domain'
export const placedTables = 'FROM deliveries d JOIN mailboxes m ON m.key = d.mailbox_key'
export const placedRows = `SELECT ${placedColumns} ${placedTables}`

export type NamedMessages = { ids: string[]; scope: Scope }

/** All of them, or undefined when one is unknown in the scope. */
export function namedRows(db: Db, { ids, scope }: NamedMessages): PlacedRow[] | undefined {
  const unique = new Set(ids)
  const within = scopedMailboxes(scope)
  const found = db.all<PlacedRow>(
    `${placedRows} WHERE d.id IN (SELECT value FROM json_each(?)) AND ${within.sql}`,
    JSON.stringify([...unique]),
    ...within.params,
  )
  return found.length < unique.size ? undefined : found
}

/** A page of what matches; `next` is where the one after it begins, null when there is none. */
export function matchingRows(db: Db, page: MessagePage): { rows: PlacedRow[]; next: number | null } {
  const { sql, params } = listSql(page, placedColumns)
  const rows = db.all<PlacedRow>(sql, ...params)
  return { rows, next: rows.length < page.limit ? null : rows.at(-1)!.seq }
}

export function deleteRows(db: Db, rows: PlacedRow[]): PlacedMessage[] {
  deleteDeliveries(
    db,
    rows.map(({ seq }) => seq),
  )
  return withoutSeq(rows)
}

/** As the rest of the program names messages. */
export function withoutSeq(rows: PlacedRow[]): PlacedMessage[] {
  return rows.map(({ id, mailboxId, accountId, domain }) => ({ id, mailboxId, accountId, domain }))
}
