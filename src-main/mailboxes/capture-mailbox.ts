import type { Settings } from '#shared/api/settings.ts'
import type { PlacedMailbox } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { addressKey, splitAddress } from './address.ts'
import { insertMailbox, ownerOfNew, type NewMailbox } from './change-mailbox.ts'
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
  const accountId = known?.accountId ?? ownerOfNew(db, { domain: parts.domain, accountId: mail.accountId })
  const account = db.get<{ key: number }>('SELECT key FROM accounts WHERE id = ?', accountId)
  // It can have been deleted since the recipient was named.
  if (!account) return 'unknown'
  const { key, mailboxId, domain } = known ?? capture(db, { ...parts, accountId, now: mail.now })
  return { key, accountKey: account.key, mailboxId, accountId, domain, created: !known }
}

type Found = Life & PlacedMailbox & { key: number }

/** Without the account: SQLite would compile the two as a join anew for every address. */
function find(db: Db, key: string): Found | undefined {
  return db.get(
    `SELECT key, id AS mailboxId, account_id AS accountId, domain, status, recoverable, expires_at
     FROM mailboxes WHERE address_key = ?`,
    key,
  )
}

function capture(db: Db, mailbox: Pick<NewMailbox, 'localPart' | 'domain' | 'accountId' | 'now'>) {
  const made = insertMailbox(db, {
    ...mailbox,
    tag: null,
    recoverable: false,
    origin: 'captured',
    expiresAt: null,
  })
  return { key: made.key, mailboxId: made.id, domain: mailbox.domain }
}
