import { createHash } from 'node:crypto'
import type { Envelope, SmtpTrace } from '#shared/api/message-shapes.ts'
import type { Settings } from '#shared/api/settings.ts'
import { segmentForIndex } from '#shared/search/segment.ts'
import type { NewDelivery, PlacedMailbox } from '../events/bus.ts'
import type { Db } from '../storage/database.ts'
import { newId } from '../storage/new-id.ts'
import { giveBack } from '../storage/large-memory.ts'
import { packSource } from '../storage/packed-source.ts'
import { pack } from '../storage/packed.ts'
import { addPieces, firstPiece } from '../storage/pieces.ts'
import { findRemoteMailbox, noteRemoteMessage, type RemotePlace } from './insert-remote.ts'
import { limits } from './limits.ts'
import type { ParsedAttachment, ParsedMail } from './parsed-mail.ts'

/** A mail as it came in, whichever way. */
export type ReceivedMail = {
  raw: Buffer
  envelope: Envelope
  smtp: SmtpTrace | null
  receivedAt: number
  /** When it is to be shown as received, if that is not when it came in: an old mail that is imported. */
  datedAt?: number | undefined
  /** Whose a mailbox becomes that this mail is the first to name, where nobody has verified its domain. */
  accountId: string | null
  /** What the settings said when it came. */
  unknownRecipients: Settings['unknownRecipients']
  /** The address of the one mailbox that gets it in place of its recipients. */
  target?: string | undefined
  /** Fetched from a remote account: it goes there, whatever its recipients are, and once only. */
  remote?: RemotePlace | undefined
}

export type MailRefusal = 'unknown' | 'archived' | 'expired'

export type StoredMail = {
  /** None when every recipient was refused, or a remote mail is here already: then nothing was stored. */
  deliveries: NewDelivery[]
  createdMailboxes: PlacedMailbox[]
  /** Recipients that were good when they were named, and no more when the mail was there. */
  refused: { address: string; refusal: MailRefusal }[]
}

type Captured = PlacedMailbox & { key: number; accountKey: number; created: boolean }

/** Finds the mailbox of an address, or makes a captured one; or tells why it takes no mail. */
export type CaptureMailbox = (
  db: Db,
  args: {
    address: string
    accountId: string | null
    unknownRecipients: Settings['unknownRecipients']
    now: number
  },
) => Captured | MailRefusal

type Deps = {
  db: Db
  /** Runs at the end of the transaction. */
  later: (work: (db: Db) => void) => void
  captureMailbox: CaptureMailbox
}

/** Writes one content and a delivery per recipient that takes it. Call it in a transaction. */
export function insertMail(
  { db, later, captureMailbox }: Deps,
  mail: ReceivedMail,
  parsed: ParsedMail,
): StoredMail {
  const { mailboxes, refused } = openMailboxes(db, mail, captureMailbox)
  const stored: StoredMail = { deliveries: [], createdMailboxes: [], refused }
  if (mailboxes.length === 0) return stored
  const contentId = insertContent(db, mail, parsed)
  // FTS5 writes out what it has gathered whenever another statement opens a savepoint, as the triggers here do:
  // index rows that follow each other are gathered into one piece instead of one for each mail.
  later(db => insertIndex(db, contentId, parsed))
  insertAttachments(db, contentId, mail.raw, parsed.attachments)

  for (const { address, key, accountKey, created, ...place } of mailboxes) {
    if (created) stored.createdMailboxes.push(place)
    const id = newId(mail.receivedAt)
    const { lastId } = db.run(
      'INSERT INTO deliveries (id, content_id, mailbox_key, account_key, address, received_at, size_bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      contentId,
      key,
      accountKey,
      address,
      mail.datedAt ?? mail.receivedAt,
      mail.raw.length,
    )
    if (mail.remote) noteRemoteMessage(db, { ...mail.remote, accountKey, seq: lastId })
    stored.deliveries.push({ id, seq: lastId, address, sizeBytes: mail.raw.length, ...place })
  }
  return stored
}

function openMailboxes(db: Db, mail: ReceivedMail, captureMailbox: CaptureMailbox) {
  const { accountId, unknownRecipients, receivedAt: now } = mail
  const mailboxes: (Captured & { address: string })[] = []
  if (mail.remote) return { mailboxes: findRemoteMailbox(db, mail.remote), refused: [] }
  const refused: StoredMail['refused'] = []
  for (const address of mail.target === undefined ? uniqueRecipients(mail.envelope) : [mail.target]) {
    const captured = captureMailbox(db, { address, accountId, unknownRecipients, now })
    if (typeof captured === 'string') refused.push({ address, refusal: captured })
    else mailboxes.push({ ...captured, address })
  }
  return { mailboxes, refused }
}

function insertContent(db: Db, mail: ReceivedMail, parsed: ParsedMail): number {
  const { lastId } = db.run(
    `INSERT INTO contents (received_at, size_bytes, subject, from_name, from_address, to_json, cc_json, snippet,
       attachment_count, code, envelope_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    mail.datedAt ?? mail.receivedAt,
    mail.raw.length,
    parsed.subject,
    parsed.from.name,
    parsed.from.address,
    JSON.stringify(parsed.to),
    JSON.stringify(parsed.cc),
    parsed.snippet,
    parsed.attachments.length,
    parsed.detail.codes[0]?.value ?? null,
    JSON.stringify(mail.envelope),
  )
  const source = packSource(mail.raw)
  db.run('INSERT INTO raws (content_id, zstd) VALUES (?, ?)', lastId, firstPiece(source))
  addPieces(db, 'raw', lastId, source)
  const detail = pack({ ...parsed.detail, smtp: mail.smtp })
  db.run('INSERT INTO details (content_id, packed) VALUES (?, ?)', lastId, detail)
  return lastId
}

/** Enters the words of a mail into the full text. */
export function insertIndex(db: Db, contentId: number, parsed: ParsedMail): void {
  const addresses = (list: ParsedMail['to']) =>
    list.map(({ name, address }) => `${name} ${address}`).join('\n')
  const headers = parsed.detail.headers.map(
    ({ name, value }) => `${name} ${value.slice(0, limits.indexedHeaderChars)}`,
  )
  db.run(
    'INSERT INTO message_index (rowid, subject, sender, recipients, cc, body, filename, headers) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    contentId,
    segmentForIndex(parsed.subject),
    segmentForIndex(addresses([parsed.from])),
    segmentForIndex(addresses(parsed.to)),
    segmentForIndex(addresses(parsed.cc)),
    segmentForIndex(parsed.detail.text.slice(0, limits.indexedChars)),
    segmentForIndex(parsed.attachments.map(({ filename }) => filename ?? '').join('\n')),
    segmentForIndex(headers.join('\n')),
  )
}

/** Stores what is attached to a mail, each file once. */
export function insertAttachments(
  db: Db,
  contentId: number,
  raw: Buffer,
  attachments: ParsedAttachment[],
): void {
  for (const [index, attachment] of attachments.entries()) {
    db.run(
      `INSERT INTO attachments (content_id, position, blob_id, filename, content_type, cid, inline)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      contentId,
      index + 1,
      keepAttached(db, raw, attachment),
      attachment.filename,
      attachment.contentType,
      attachment.cid,
      attachment.inline ? 1 : 0,
    )
  }
}

/** What was decoded into memory of its own is done with then. Other content is a part of the source, or has no other copy. */
function keepAttached(db: Db, raw: Buffer, { content }: ParsedAttachment): number {
  const id = keepBlob(db, content)
  const { buffer } = content
  if (buffer instanceof ArrayBuffer && buffer.resizable && buffer !== raw.buffer) giveBack(buffer)
  return id
}

/** The same bytes are stored once, whatever they are called. */
function keepBlob(db: Db, bytes: Buffer): number {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const known = db.get<{ id: number }>('SELECT id FROM blobs WHERE sha256 = ?', sha256)
  if (known) return known.id
  const { lastId } = db.run(
    'INSERT INTO blobs (sha256, size_bytes, bytes) VALUES (?, ?, ?)',
    sha256,
    bytes.length,
    firstPiece(bytes),
  )
  addPieces(db, 'blob', lastId, bytes)
  return lastId
}

function uniqueRecipients({ rcptTo }: Envelope): string[] {
  const byKey = new Map(rcptTo.map(address => [address.toLowerCase(), address]))
  return [...byKey.values()]
}
