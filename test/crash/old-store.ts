import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { transaction, type Db } from '#main/storage/database.ts'
import { migrations } from '#main/storage/migrations/index.ts'
import { openWriter } from '#main/storage/open-store.ts'
import { compress } from '#main/storage/compress.ts'
import { pack } from '#main/storage/packed.ts'
import { storeFile } from '#test/support/store-file.ts'
import type { Ledger } from './ledger.ts'

const mailbox = { address: 'old@mayfly.test', local: 'old', domain: 'mayfly.test' }

/** A store as the Mayfly of that version left it, with so much mail. */
export function writeOldStore(dataDir: string, version: number, ledger: Ledger, mails: number): void {
  mkdirSync(dataDir, { recursive: true })
  const first = openWriter(storeFile(dataDir), migrations.slice(0, 1))
  transaction(first, () => fill(first, ledger, mails))
  first.close()
  openWriter(storeFile(dataDir), migrations.slice(0, version)).close()
  for (const name of readdirSync(dataDir)) if (name.includes('.backup-')) rmSync(join(dataDir, name))
}

function fill(db: Db, ledger: Ledger, mails: number): void {
  const { address, local, domain } = mailbox
  db.run(
    `INSERT INTO mailboxes (key, id, account_id, address_key, local_part, domain, status, origin, created_at)
     VALUES (1, 'old', 'local', ?, ?, ?, 'active', 'captured', 0)`,
    address,
    local,
    domain,
  )
  for (let id = 1; id <= mails; id++) {
    const { raw, entry } = ledger.next({ mailboxes: [address], small: true })
    entry.fate = 'acknowledged'
    db.run(
      `INSERT INTO contents VALUES (?, 0, ?, ?, '', '', '[]', '[]', '', 0, NULL, '{}')`,
      id,
      raw.length,
      entry.token,
    )
    db.run('INSERT INTO raws VALUES (?, ?)', id, compress(raw))
    db.run('INSERT INTO details VALUES (?, ?)', id, pack({ headers: [], links: [], codes: [] }))
    db.run('INSERT INTO message_index (rowid, subject) VALUES (?, ?)', id, entry.token)
    db.run(
      'INSERT INTO deliveries VALUES (?, ?, ?, 1, ?, 0, ?, 1, 0)',
      id,
      `old-${id}`,
      id,
      address,
      raw.length,
    )
  }
}
