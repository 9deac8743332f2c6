import type { Settings } from '#shared/api/settings.ts'
import type { PlacedMailbox } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { addressKey, splitAddress } from './address.ts'
import { insertMailbox, ownerOfNew } from './change-mailbox.ts'
import { refusalOf, type Refusal } from './delivery-rule.ts'
import type { Life } from './expiry.ts'

type Mail = {
  address: string
  /** Whose the mailbox becomes if it has to be made and nobody has verified its domain. */
  accountId: string | null
  unknownRecipients: Settings['unknownRecipients']
  /** When the mail came: what counts is whether the mailbox took mail then. */
  now: number
}

/** A mailbox as the delivery of a mail needs it. */
type Captured = PlacedMailbox & { key: number; accountKey: number; created: boolean }

/** The mailbox of an address, made when mail is the first to name it; or why the mail is not taken. */
export function captureMailbox(db: Db, mail: Mail): Captured | Refusal {
  const parts = splitAddress(mail.address) ?? { localPart: mail.address, domain: '' }
  const known = find(db, addressKey(parts))
  const refusal = refusalOf(known, mail, mail.now)
  if (refusal !== undefined) return refusal
  if (known) return toCaptured(known, false)
  const accountId = ownerOfNew(db, { domain: parts.domain, accountId: mail.accountId })
  // It can have been deleted since the recipient was named.
  if (!db.get('SELECT 1 FROM accounts WHERE id = ?', accountId)) return 'unknown'
  const made = insertMailbox(db, {
    ...parts,
    accountId,
    tag: null,
    recoverable: false,
    origin: 'captured',
    expiresAt: null,
    now: mail.now,
  })
  return toCaptured(find(db, made.address_key)!, true)
}

type Found = Life & PlacedMailbox & { key: number; accountKey: number }

function find(db: Db, key: string): Found | undefined {
  return db.get(
    `SELECT m.key, a.key AS accountKey, m.id AS mailboxId, m.account_id AS accountId, m.domain,
       m.status, m.recoverable, m.expires_at
     FROM mailboxes m JOIN accounts a ON a.id = m.account_id WHERE m.address_key = ?`,
    key,
  )
}

function toCaptured({ key, accountKey, mailboxId, accountId, domain }: Found, created: boolean): Captured {
  return { key, accountKey, mailboxId, accountId, domain, created }
}
