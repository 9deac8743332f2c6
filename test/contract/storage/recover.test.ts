import { createHash } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { recoverStore } from '#main/app/recover-store.ts'
import { injectClient } from '#test/support/api-client.ts'
import { countedCounts, keptCounts } from '#test/support/kept-counts.ts'
import { fixture, sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { storeFile, withStore } from '#test/support/store-file.ts'

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

async function expectSound(): Promise<{ total: number; subjects: string[] }> {
  withStore(dataDir, db => {
    expect(db.pragma('integrity_check')).toBe('ok')
    expect(db.all('PRAGMA foreign_key_check')).toEqual([])
    expect(keptCounts(db)).toEqual(countedCounts(db))
  })
  const app = await startApp({ dataDir })
  onTestFinished(() => app.stop())
  const api = injectClient(app)
  const { items, total } = await api.call('listMessages', { limit: 200 })
  const found = await api.call('listMessages', { q: 'word7' })
  expect(found.items.every(({ subject }) => subject === 'mail 7')).toBe(true)
  expect((await api.call('getSettings', {}))['retention.maxAgeDays']).toBe(7)
  expect(await sendMail(app.smtpPort, { subject: 'after', text: 'x' })).toMatch(/^250 /)
  return { total, subjects: [...new Set(items.map(({ subject }) => subject))].toSorted() }
}

test.each(['deliveries', 'mailboxes', 'message_index_data', 'details', 'attachments'])(
  'a store whose %s are lost keeps all of its mail',
  async table => {
    spoil(pagesOf(table))
    const before = digest(storeFile(dataDir))
    const { messages, aside } = await recoverStore(dataDir, 'test')
    expect(digest(aside)).toBe(before)
    const { total, subjects } = await expectSound()
    expect(total).toBe(messages)
    expect(messages).toBe(messagesThere)
    expect(subjects).toHaveLength(mails)
  },
)

test('of a store with spoiled mail the rest is saved', async () => {
  // Somewhere in the middle, whatever it holds.
  const pages = readFileSync(storeFile(dataDir)).length / pageBytes
  spoil([Math.floor(pages / 2), Math.floor(pages / 3)])
  const { messages, counted } = await recoverStore(dataDir, 'test')
  expect(counted).toBe(messagesThere)
  const { total } = await expectSound()
  expect(total).toBe(messages)
  expect(messages).toBeGreaterThan(0)
})

test('a file in which nothing can be read is left as it is', async () => {
  writeFileSync(storeFile(dataDir), 'Dear diary. '.repeat(1000))
  const before = digest(storeFile(dataDir))
  await expect(recoverStore(dataDir, 'test')).rejects.toMatchObject({ kind: 'corrupt' })
  expect(digest(storeFile(dataDir))).toBe(before)
})
