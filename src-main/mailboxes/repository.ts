import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { PlacedMessage } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { captureMailbox } from './capture-mailbox.ts'
import {
  archiveMailbox,
  changeMailbox,
  countActive,
  createMailbox,
  ownerOfNew,
  restoreMailbox,
} from './change-mailbox.ts'
import { listMailboxes } from './list-mailboxes.ts'
import { byTheirEnd, countArchived, deleteSomeMail, settleDue } from './settle-due.ts'

export const mailboxQueries = {
  reads: {
    listMailboxes,
    /** An address without a domain (postmaster) is looked for as one when no id fits. */
    findMailbox: (db: Db, idOrAddress: string): MailboxRow | undefined =>
      idOrAddress.includes('@')
        ? db.get('SELECT * FROM mailboxes WHERE address_key = ?', idOrAddress.toLowerCase())
        : db.get(
            'SELECT * FROM mailboxes WHERE id = ? OR address_key = ?',
            idOrAddress,
            `${idOrAddress.toLowerCase()}@`,
          ),
    /** Those that are there, in no order. */
    findMailboxes: (db: Db, ids: string[]): MailboxRow[] =>
      db.all('SELECT * FROM mailboxes WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
    /** What counts towards an account's quotas. */
    quotaUse: (db: Db, { accountId, now }: { accountId: string; now: number }) => ({
      active: countActive(db, accountId, now),
      archived: countArchived(db, accountId),
    }),
    /** The accounts of mailboxes that have run out by `now` and are not settled. */
    accountsOfDue: (db: Db, now: number): { id: string }[] =>
      db.all(
        `SELECT DISTINCT +account_id AS id FROM ${byTheirEnd} WHERE status = 'active' AND expires_at <= ? AND remote_id IS NULL`,
        now,
      ),
    /** Expired mailboxes whose mail is not gone yet. */
    unemptied: (db: Db): { key: number }[] =>
      db.all(
        "SELECT key FROM mailboxes WHERE status = 'expired' AND message_count > 0 AND remote_id IS NULL",
      ),
    ownerOfNew,
  },
  writes: {
    createMailbox,
    changeMailbox,
    archiveMailbox,
    restoreMailbox,
    captureMailbox,
    settleDue,
    /** One step of deleting an expired mailbox's mail. */
    emptyExpired(db: Db, key: number): PlacedMessage[] {
      const row = db.get<MailboxRow>("SELECT * FROM mailboxes WHERE key = ? AND status = 'expired'", key)
      return row ? deleteSomeMail(db, row) : []
    },
    /** Deletes those whose mail is gone. */
    deleteEmptyMailboxes(db: Db, keys: number[]): { deleted: number[]; notEmpty: number[] } {
      const list = JSON.stringify(keys)
      const named = 'key IN (SELECT value FROM json_each(?))'
      const deleted = db.all<{ key: number }>(
        `DELETE FROM mailboxes WHERE ${named} AND message_count = 0 RETURNING key`,
        list,
      )
      const notEmpty = db.all<{ key: number }>(`SELECT key FROM mailboxes WHERE ${named}`, list)
      return { deleted: deleted.map(({ key }) => key), notEmpty: notEmpty.map(({ key }) => key) }
    },
  },
  frees: ['settleDue', 'emptyExpired', 'deleteEmptyMailboxes'],
}

export type MailboxRepository = Repository<typeof mailboxQueries>

export type MailboxRow = {
  key: number
  id: string
  account_id: string
  address_key: string
  local_part: string
  domain: string
  tag: string | null
  status: Mailbox['status']
  recoverable: number
  remote_content: number
  origin: Mailbox['origin']
  created_at: number
  expires_at: number | null
  archived_at: number | null
  message_count: number
  unread_count: number
  size_bytes: number
  last_message_at: number | null
  /** By which its service knows it; null: it is of this computer. */
  remote_id: string | null
}
