import type { Scope } from '#shared/api/scope.ts'
import type { NewDelivery, PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { readPiece } from '../storage/pieces.ts'
import type { Repository } from '../storage/queries.ts'
import { changePlaced, changeRows, type MessageChange } from './change-rows.ts'
import { deleteOldest, deleteOldOfAccounts } from './delete-oldest.ts'
import {
  countSql,
  listSql,
  rowColumns,
  rowTables,
  scopedMailboxes,
  type MessageFilter,
  type MessagePage,
} from './list-sql.ts'
import { localTotals, totalColumns, type Totals } from './local-totals.ts'
import { findLandmarks } from './find-landmarks.ts'
import { deleteRows, matchingRows, namedRows, placedColumns, type NamedMessages } from './placed-rows.ts'
import { searchFirst } from './search-first.ts'
import { sweepLeftovers } from './sweep-leftovers.ts'

/** A delivery with the content that lists show. JSON columns as they are stored. */
export type MessageRow = {
  seq: number
  id: string
  content_id: number
  mailbox_id: string
  account_id: string
  domain: string
  address: string
  received_at: number
  size_bytes: number
  unread: number
  pinned: number
  subject: string
  from_name: string
  from_address: string
  to_json: string
  cc_json: string
  snippet: string
  attachment_count: number
  code: string | null
  envelope_json: string
  tags_json: string
}

export type SourceRow = Pick<
  MessageRow,
  'content_id' | 'address' | 'received_at' | 'size_bytes' | 'subject' | 'from_address'
>

export type AttachmentRow = {
  position: number
  filename: string | null
  content_type: string
  cid: string | null
  inline: number
  size_bytes: number
  sha256: string
}

/** Which attachment of a mail. */
export type AttachmentPlace = { contentId: number; position: number }

/** What one step of a long change did, and where the next begins: null after the last. */
type Step = { touched: PlacedMessage[]; next: number | null }

export const messageQueries = {
  reads: {
    listMessages,
    /** Whole mailboxes, accounts and the whole store keep their counts. */
    keptCount,
    findMessage: (db: Db, id: string): MessageRow | undefined =>
      db.get(`SELECT ${rowColumns} FROM ${rowTables} WHERE d.id = +?`, id),
    /** What an export needs of it. */
    findBySeq: (db: Db, seq: number): SourceRow | undefined =>
      db.get(
        `SELECT d.content_id, d.address, d.received_at, d.size_bytes, c.subject, c.from_address
         FROM deliveries d JOIN contents c ON c.id = d.content_id WHERE d.seq = ?`,
        seq,
      ),
    totals,
    lastSeq: (db: Db): number =>
      db.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'")?.seq ?? 0,
    /** Oldest first: what a client missed. */
    listAfter(
      db: Db,
      asked: { after: number; limit: number; mailboxId: string | null; scope: Scope },
    ): NewDelivery[] {
      const { after, limit, mailboxId, scope } = asked
      const mailboxKey = mailboxId === null ? null : keyOf(db, mailboxId, scope)
      if (mailboxKey === undefined) return []
      const filter = { match: null, conditions: [], mailboxKey, scope, after }
      const { sql, params } = listSql(
        { filter, before: null, limit, oldestFirst: true },
        `${placedColumns}, d.address, d.size_bytes AS sizeBytes`,
      )
      return db.all(sql, ...params)
    },
    /** Packed ParsedDetail. */
    detailOf: (db: Db, contentId: number): Buffer | undefined =>
      db.get<{ packed: Buffer }>('SELECT packed FROM details WHERE content_id = ?', contentId)?.packed,
    /** A piece of the source as it is kept, see storage/packed-source.ts. */
    rawPiece: (db: Db, { contentId, piece }: { contentId: number; piece: number }): Buffer | undefined =>
      readPiece(db, 'raw', [contentId], piece),
    attachmentsOf: (db: Db, contentId: number): AttachmentRow[] =>
      db.all(
        `SELECT a.position, a.filename, a.content_type, a.cid, a.inline, b.size_bytes, b.sha256
         FROM attachments a JOIN blobs b ON b.id = a.blob_id WHERE a.content_id = +? ORDER BY a.position`,
        contentId,
      ),
    sizeOfAttachment: (db: Db, { contentId, position }: AttachmentPlace): number | undefined =>
      db.get<{ size_bytes: number }>(
        `SELECT b.size_bytes FROM attachments a JOIN blobs b ON b.id = a.blob_id
         WHERE a.content_id = +? AND a.position = +?`,
        contentId,
        position,
      )?.size_bytes,
    attachmentPiece: (
      db: Db,
      { contentId, position, piece }: AttachmentPlace & { piece: number },
    ): Buffer | undefined => readPiece(db, 'blob', [contentId, position], piece),
  },
  scans: {
    /** The same list, for filters that may have to look at many messages. */
    searchMessages: listMessages,
    findLandmarks,
    searchFirst,
    /** Newest first: one after the other whatever the filter is. */
    listSeqs(db: Db, page: MessagePage): number[] {
      const { sql, params } = listSql(page, 'd.seq')
      return db.all<{ seq: number }>(sql, ...params).map(({ seq }) => seq)
    },
    sizesIn: (db: Db, mailboxKey: number): { seq: number; bytes: number }[] =>
      db.all('SELECT seq, size_bytes AS bytes FROM deliveries WHERE mailbox_key = ?', mailboxKey),
    /** Counted up to `limit`: a word that is in most mails would take as long as the store is large. */
    countMatches(db: Db, { filter, limit }: { filter: MessageFilter; limit: number }): number {
      const { sql, params } = countSql(filter, limit)
      return db.get<{ n: number }>(sql, ...params)?.n ?? 0
    },
  },
  writes: {
    /** False when there is no such message. */
    changeMessage(db: Db, { id, change }: { id: string; change: MessageChange }): boolean {
      const row = db.get<{ seq: number }>('SELECT seq FROM deliveries WHERE id = ?', id)
      if (row) changeRows(db, [row.seq], change)
      return row !== undefined
    },
    /** All or nothing: undefined when an id is unknown in the scope. */
    changeByIds(db: Db, { change, ...named }: NamedMessages & { change: MessageChange }) {
      const rows = namedRows(db, named)
      return rows && changePlaced(db, rows, change)
    },
    /** Changes a page of what matches; call it again with `next` as `before`, until that is null. */
    changeMatching(db: Db, { change, ...page }: MessagePage & { change: MessageChange }) {
      const { rows, next } = matchingRows(db, page)
      return { touched: changePlaced(db, rows, change), next }
    },
    /** All or nothing: undefined when an id is unknown in the scope. */
    deleteByIds(db: Db, named: NamedMessages): PlacedMessage[] | undefined {
      const rows = namedRows(db, named)
      return rows && deleteRows(db, rows)
    },
    /** Deletes a page of what matches; call it again with `next` as `before`, until that is null. */
    deleteMatching(db: Db, page: MessagePage): Step {
      const { rows, next } = matchingRows(db, page)
      return { touched: deleteRows(db, rows), next }
    },
    deleteOldest,
    deleteOldOfAccounts,
    sweepLeftovers,
  },
  frees: ['deleteByIds', 'deleteMatching', 'deleteOldest', 'deleteOldOfAccounts', 'sweepLeftovers'],
}

export type MessageRepository = Repository<typeof messageQueries>

function listMessages(db: Db, page: MessagePage): MessageRow[] {
  const { sql, params } = listSql(page)
  return db.all(sql, ...params)
}

/** Undefined for a mailbox that is not there in the scope. */
function keyOf(db: Db, mailboxId: string, scope: Scope): number | undefined {
  const within = scopedMailboxes(scope)
  return db.get<{ key: number }>(
    `SELECT key FROM mailboxes WHERE id = ? AND ${within.sql}`,
    mailboxId,
    ...within.params,
  )?.key
}

/** Of the whole store, a mailbox, or all mailboxes of a scope. */
function keptCount(db: Db, { mailboxKey, scope }: MessageFilter): number {
  if (mailboxKey === null) return totals(db, scope).message_count
  const row = db.get<{ n: number }>('SELECT message_count AS n FROM mailboxes WHERE key = ?', mailboxKey)
  return row?.n ?? 0
}

/** Of this computer, without what is cached of remote accounts. The store and accounts keep their counts; only for some of an account's domains there is a sum. */
function totals(db: Db, scope: Scope): Totals {
  const { accountId, domains } = scope
  if (accountId === null) return localTotals(db)
  if (domains !== null) return domainTotals(db, scope)
  return db.get<Totals>(`SELECT ${totalColumns} FROM accounts WHERE id = ?`, accountId) ?? noTotals
}

const noTotals: Totals = { message_count: 0, unread_count: 0, pinned_count: 0, size_bytes: 0 }

function domainTotals(db: Db, scope: Scope): Totals {
  const within = scopedMailboxes(scope)
  return db.get<Totals>(
    `SELECT coalesce(sum(message_count), 0) AS message_count, coalesce(sum(unread_count), 0) AS unread_count,
       coalesce(sum(size_bytes), 0) AS size_bytes,
       (SELECT count(*) FROM deliveries d JOIN mailboxes m ON m.key = d.mailbox_key
        WHERE d.pinned = 1 AND ${within.sql}) AS pinned_count
     FROM mailboxes WHERE ${within.sql}`,
    ...within.params,
    ...within.params,
  )!
}
