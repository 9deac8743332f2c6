import { createHash, randomBytes } from 'node:crypto'
import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { recoverStore } from '#main/app/recover-store.ts'
import { compress } from '#main/storage/compress.ts'
import type { Db } from '#main/storage/database.ts'
import { injectClient } from '#test/support/api-client.ts'
import { countedCounts, keptCounts } from '#test/support/kept-counts.ts'
import { fixture, sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { countRows, storeFile, withStore } from '#test/support/store-file.ts'

const pageBytes = 4096
const mails = 12
/** Every second mail but the first two goes to two mailboxes. */
const messagesThere = 17

// Made once: each test spoils a copy.
const whole = temporaryFolder()
let dataDir: string
beforeAll(async () => {
  const app = await startApp({ dataDir: whole.path })
  storedId(await sendRaw(app.smtpPort, fixture('mail/nodemailer-alternative-attachments.eml')))
  for (let n = 1; n < mails; n++)
    await sendMail(app.smtpPort, {
      to: n % 2 === 0 ? ['a@mayfly.test', 'b@mayfly.test'] : 'a@mayfly.test',
      subject: `mail ${n}`,
      text: `word${n} `.repeat(300),
    })
  await injectClient(app).call('updateSettings', { 'retention.maxAgeDays': 7 })
  await app.stop()
}, 60_000)
afterAll(() => whole.remove())
beforeEach(() => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  dataDir = folder.path
  cpSync(whole.path, dataDir, { recursive: true })
})

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Pages of a table, its root first. */
const pagesOf = (table: string): number[] =>
  withStore(dataDir, db => [
    db.get<{ rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?', table)!.rootpage,
  ])

function spoil(pages: number[]): void {
  const bytes = readFileSync(storeFile(dataDir))
  for (const page of pages) bytes.fill(0xff, (page - 1) * pageBytes, page * pageBytes)
  writeFileSync(storeFile(dataDir), bytes)
}

/** That a store is whole, and what it has. */
function lookInto() {
  return withStore(dataDir, db => {
    expect(db.pragma('integrity_check')).toBe('ok')
    expect(db.all('PRAGMA foreign_key_check')).toEqual([])
    expect(keptCounts(db)).toEqual(countedCounts(db))
    const count = (sql: string) => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)!.n
    return {
      messages: count('deliveries'),
      mails: count('contents'),
      found: count("message_index WHERE message_index MATCH 'word7'"),
      details: count('details'),
      attachments: count('attachments JOIN blobs ON blobs.id = blob_id'),
    }
  })
}

test('an attachment of which a piece is lost is taken from its mail again', async () => {
  const app = await startApp({ dataDir })
  const content = randomBytes(700_000)
  const attachments = [{ filename: 'a.bin', content }]
  const id = storedId(await sendMail(app.smtpPort, { subject: 'large', text: 'x', attachments }))
  await app.stop()
  withStore(dataDir, db => db.exec('DELETE FROM blob_pieces WHERE piece = 1'))
  await recoverStore(dataDir, 'test')
  const mended = await startApp({ dataDir })
  onTestFinished(() => mended.stop())
  const answer = await fetch(`${mended.url}/api/v1/messages/${id}/attachments/1`)
  expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true)
})

test.each<[string, (db: Db) => void]>([
  ['a piece is lost', db => db.exec('DELETE FROM raw_pieces WHERE piece = 1')],
  [
    'less is left than was stored',
    db => {
      const { id } = db.get<{ id: number }>('SELECT DISTINCT content_id AS id FROM raw_pieces')!
      db.exec('DELETE FROM raw_pieces')
      db.run('UPDATE raws SET zstd = ? WHERE content_id = ?', compress(Buffer.from('Subject: large')), id)
    },
  ],
])('a mail of which %s is not passed off as whole: it goes, and is counted', async (_what, lose) => {
  const app = await startApp({ dataDir })
  const attachments = [{ filename: 'a.bin', content: randomBytes(700_000) }]
  await sendMail(app.smtpPort, { subject: 'large', text: 'x', attachments })
  await app.stop()
  withStore(dataDir, lose)
  const { messages, counted } = await recoverStore(dataDir, 'test')
  expect([messages, counted]).toEqual([messagesThere, messagesThere + 1])
  expect(lookInto().messages).toBe(messagesThere)
  expect(withStore(dataDir, countRows)).toMatchObject({ raw_pieces: 0, blob_pieces: 0 })
  expect(withStore(dataDir, db => db.all("SELECT id FROM contents WHERE subject = 'large'"))).toEqual([])
})

const tables = ['deliveries', 'mailboxes', 'message_index_data', 'details', 'attachments']

test.each(tables)('a store whose %s are lost keeps all of its mail', async table => {
  const before = lookInto()
  spoil(pagesOf(table))
  const damaged = digest(storeFile(dataDir))
  const { messages, aside } = await recoverStore(dataDir, 'test')
  expect(digest(aside)).toBe(damaged)
  expect(messages).toBe(messagesThere)
  expect(lookInto()).toEqual(before)
})

test('a store that lost all of that at once serves, finds, remembers what was set, and takes mail', async () => {
  const before = lookInto()
  spoil(tables.flatMap(pagesOf))
  await recoverStore(dataDir, 'test')
  expect(lookInto()).toEqual(before)
  const app = await startApp({ dataDir })
  onTestFinished(() => app.stop())
  const api = injectClient(app)
  const { items, total } = await api.call('listMessages', { limit: 200 })
  expect([total, new Set(items.map(({ subject }) => subject)).size]).toEqual([messagesThere, mails])
  const found = await api.call('listMessages', { q: 'word7' })
  expect(found.items.map(({ subject }) => subject)).toEqual(['mail 7'])
  expect((await api.call('getSettings', {}))['retention.maxAgeDays']).toBe(7)
  expect(await sendMail(app.smtpPort, { subject: 'after', text: 'x' })).toMatch(/^250 /)
})

test('of a store with spoiled mail the rest is saved', async () => {
  // The sources of the first mails, and what is known of the last ones.
  const leavesOf = (table: string) =>
    withStore(dataDir, db =>
      db
        .all<{
          pageno: number
        }>("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path", table)
        .map(({ pageno }) => pageno),
    )
  spoil([leavesOf('raws').at(0)!, leavesOf('contents').at(-1)!])
  const { messages, counted } = await recoverStore(dataDir, 'test')
  expect(counted).toBe(messagesThere)
  expect(lookInto().messages).toBe(messages)
  expect(messages).toBeGreaterThan(0)
  expect(messages).toBeLessThan(messagesThere)
})

test('a file in which nothing can be read is left as it is', async () => {
  writeFileSync(storeFile(dataDir), 'Dear diary. '.repeat(1000))
  const before = digest(storeFile(dataDir))
  await expect(recoverStore(dataDir, 'test')).rejects.toMatchObject({
    kind: 'corrupt',
    message: expect.stringContaining('restore a backup'),
  })
  expect(digest(storeFile(dataDir))).toBe(before)
})

test('of a file that is cut off what is there is saved', async () => {
  const pages = readFileSync(storeFile(dataDir)).length / pageBytes
  truncateSync(storeFile(dataDir), (pages - 1) * pageBytes)
  const { messages } = await recoverStore(dataDir, 'test')
  expect(messages).toBeGreaterThan(0)
  withStore(dataDir, db => expect(db.pragma('integrity_check')).toBe('ok'))
})
