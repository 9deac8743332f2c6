import { cpSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#main/storage/database.ts'
import { migrations } from '#main/storage/migrations/index.ts'
import { openWriter } from '#main/storage/open-store.ts'
import { keptCopies } from '#main/storage/upgrade-copies.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { storeFile, withStore } from '#test/support/store-file.ts'

const current = migrations.at(-1)!.version
const works = { version: current + 1, name: 'works', sql: 'ALTER TABLE contents ADD COLUMN mood TEXT' }
const fails = {
  version: current + 2,
  name: 'fails',
  sql: 'CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)',
}

// Made once: each test has a copy.
const older = temporaryFolder()
let dataDir: string
beforeAll(async () => {
  const app = await startApp({ dataDir: older.path })
  await sendMail(app.smtpPort, { subject: 'older than the upgrade', text: 'x' })
  await app.stop()
})
afterAll(() => older.remove())
beforeEach(() => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  dataDir = folder.path
  cpSync(older.path, dataDir, { recursive: true })
})

const backups = () =>
  readdirSync(dataDir)
    .filter(name => name.includes('.backup-'))
    .toSorted()
const subjects = (file: string) => {
  const db = openDatabase(file, { readonly: true })
  const rows = db.all<{ subject: string }>('SELECT subject FROM contents')
  db.close()
  return rows.map(({ subject }) => subject)
}

test('an older store is copied aside before it is changed', () => {
  openWriter(storeFile(dataDir), [...migrations, works]).close()
  expect(backups()).toEqual([`mayfly.db.backup-v${current}`])
  expect(subjects(`${dataDir}/${backups()[0]}`)).toEqual(['older than the upgrade'])
  withStore(dataDir, db => {
    expect(db.pragma('user_version')).toBe(works.version)
    expect(db.get('SELECT subject, mood FROM contents')).toEqual({
      subject: 'older than the upgrade',
      mood: null,
    })
  })
})

test('a store from before accounts counts for the account that it had', () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  const old = openWriter(storeFile(folder.path), migrations.slice(0, 1))
  old.exec(`INSERT INTO mailboxes (key, id, account_id, address_key, local_part, domain, status, origin, created_at)
      VALUES (1, 'm', 'local', 'a@b', 'a', 'b', 'active', 'captured', 0);
    INSERT INTO contents VALUES (1, 0, 9, '', '', '', '[]', '[]', '', 0, NULL, '{}');
    INSERT INTO deliveries VALUES (1, 'd', 1, 1, 'a@b', 0, 9, 1, 1)`)
  old.close()
  openWriter(storeFile(folder.path)).close()
  const kept = withStore(folder.path, db => db.get('SELECT * FROM accounts'))
  expect(kept).toMatchObject({
    ...{ id: 'local', key: 1, message_count: 1, unread_count: 1, pinned_count: 1, size_bytes: 9 },
    ...{ active_mailboxes: 1, archived_mailboxes: 0, expired_mailboxes: 0 },
  })
})

test('an upgrade that fails leaves the store as it was, and the next attempt is not in its way', async () => {
  const file = storeFile(dataDir)
  for (let attempt = 0; attempt < 2; attempt++)
    expect(() => openWriter(file, [...migrations, works, fails])).toThrow(/cannot be opened/)
  withStore(dataDir, db => {
    expect(db.pragma('user_version')).toBe(current)
    expect(db.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined()
  })
  expect(backups()).toEqual([`mayfly.db.backup-v${current}`, `mayfly.db.backup-v${current}-2`])
  const app = await startApp({ dataDir })
  await app.stop()
  expect(subjects(file)).toEqual(['older than the upgrade'])
})

test('a store of this version is opened without a copy', () => {
  openWriter(storeFile(dataDir)).close()
  expect(backups()).toEqual([])
})

test('a Mayfly that is too old for a store names the copy that it can read', () => {
  const file = storeFile(dataDir)
  openWriter(file, [...migrations, works]).close()
  expect(() => openWriter(file)).toThrow(`kept in ${file}.backup-v${current}: put that in its place`)
})

test('a copy that a killed process has begun is not taken for one', () => {
  writeFileSync(`${storeFile(dataDir)}.backup-v${current}.part`, 'begun')
  openWriter(storeFile(dataDir), [...migrations, works]).close()
  expect(backups()).toEqual([`mayfly.db.backup-v${current}`])
})

test('only the newest copies are kept, by when they were made', () => {
  const file = storeFile(dataDir)
  // From a time with another Mayfly, whose version was higher.
  const copies = Array.from({ length: keptCopies }, (_, n) => `${file}.backup-v${100 + n}`)
  for (const [hour, copy] of copies.entries()) {
    writeFileSync(copy, 'a copy')
    utimesSync(copy, hour * 3_600, hour * 3_600)
  }
  writeFileSync(`${file}.backup-v1.part`, 'begun')
  writeFileSync(`${file}.backup-vault`, 'of somebody else')
  openWriter(file, [...migrations, works]).close()
  expect(backups()).toEqual(
    [
      ...copies.slice(1).map(copy => copy.slice(copy.indexOf('mayfly.db'))),
      `mayfly.db.backup-v${current}`,
      'mayfly.db.backup-v1.part',
      'mayfly.db.backup-vault',
    ].toSorted(),
  )
  // For its owner alone, as the store's folder is.
  expect(statSync(`${file}.backup-v${current}`).mode & 0o077).toBe(0)
})

test('the log says where the copy is', async () => {
  const old = temporaryFolder()
  onTestFinished(() => old.remove())
  openWriter(storeFile(old.path), migrations.slice(0, -1)).close()
  let log = ''
  const logTo = { write: (line: string) => (log += line) }
  for (let start = 0; start < 2; start++) {
    const app = await startApp({ dataDir: old.path, logLevel: 'warn', logTo })
    await app.stop()
  }
  // Once: the second start finds it there.
  expect(log.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(log)).toMatchObject({ copy: `${storeFile(old.path)}.backup-v${current - 1}` })
})
