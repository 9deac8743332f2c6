import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { storeFile, withStore } from '#test/support/store-file.ts'

let dataDir: string
let file: string
beforeEach(() => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  dataDir = folder.path
  file = storeFile(dataDir)
})

const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex')

async function makeStore(mails: number): Promise<void> {
  const app = await startApp({ dataDir })
  for (let n = 0; n < mails; n++)
    await sendMail(app.smtpPort, { subject: `mail ${n}`, text: 'words '.repeat(2000) + n })
  await app.stop()
}

/** Refused with that kind and words; the file is as it was, and the lock is free again. */
async function expectRefused(kind: string, words: RegExp): Promise<void> {
  const before = digest()
  for (let attempt = 0; attempt < 2; attempt++)
    await expect(startApp({ dataDir })).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(words) as string,
    })
  expect(digest()).toBe(before)
}

test('a store of a newer Mayfly', async () => {
  await makeStore(1)
  withStore(dataDir, db => db.pragma('user_version = 9999'))
  await expectRefused('newer', /newer Mayfly \(version 9999.*Update/)
})

test("another program's database", async () => {
  const other = new Database(file)
  other.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)')
  other.close()
  await expectRefused('foreign', /belongs to another program/)
})

test("another program's database that calls itself by an id of its own", async () => {
  const other = new Database(file)
  other.pragma('application_id = 7')
  other.close()
  await expectRefused('foreign', /belongs to another program/)
})

test('a file that is no database', async () => {
  writeFileSync(file, 'Dear diary, this is not SQLite. '.repeat(200))
  await expectRefused('corrupt', /damaged.*left as it is.*"mayfly recover" saves/)
})

test('a store with a broken header', async () => {
  await makeStore(1)
  const bytes = readFileSync(file)
  bytes.fill(0xaa, 0, 100)
  writeFileSync(file, bytes)
  await expectRefused('corrupt', /damaged/)
})

test('a store that was cut off', async () => {
  await makeStore(20)
  truncateSync(file, Math.floor(readFileSync(file).length / 2 / 4096) * 4096)
  await expectRefused('corrupt', /damaged/)
})

test('a store whose first table page is rubbish', async () => {
  await makeStore(5)
  const bytes = readFileSync(file)
  bytes.fill(0xff, 100, 4096)
  writeFileSync(file, bytes)
  await expectRefused('corrupt', /damaged/)
})

describe('a page flipped deep inside', () => {
  test('is never answered with a crash or an empty store', async () => {
    await makeStore(20)
    const rootPage = withStore(dataDir, db =>
      db.get<{ rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = 'deliveries'"),
    )!.rootpage
    const bytes = readFileSync(file)
    bytes.fill(0xff, (rootPage - 1) * 4096, rootPage * 4096)
    writeFileSync(file, bytes)
    const app = await startApp({ dataDir, logLevel: 'silent' }).catch(
      (error: unknown) => error as { kind: string },
    )
    if ('kind' in app) return expect(app.kind).toBe('corrupt')
    const list = await app.app.http.inject({ url: '/api/v1/messages', headers: { host: 'localhost' } })
    expect([500, 503]).toContain(list.statusCode)
    const info = await app.app.http.inject({ url: '/health', headers: { host: 'localhost' } })
    expect(info.statusCode).toBe(200)
    await app.stop()
  })
})

// Root may write into any folder: as root only the files below can show what happens.
test.skipIf(process.getuid?.() === 0)('a directory that may not be written', async () => {
  chmodSync(dataDir, 0o500)
  onTestFinished(() => chmodSync(dataDir, 0o700))
  await expect(startApp({ dataDir })).rejects.toMatchObject({
    kind: 'unusable',
    message: expect.stringMatching(/cannot be.*may be written/) as string,
  })
})

test('a folder where the lock should be', async () => {
  mkdirSync(`${dataDir}/mayfly.lock`)
  await expect(startApp({ dataDir })).rejects.toMatchObject({
    kind: 'unusable',
    message: expect.stringContaining(dataDir) as string,
  })
})

test('a data directory that is a file', async () => {
  const path = `${dataDir}/file`
  writeFileSync(path, '')
  await expect(startApp({ dataDir: path })).rejects.toMatchObject({
    kind: 'unusable',
    message: expect.stringContaining(path) as string,
  })
})

test.skipIf(process.platform !== 'linux')('a data directory that can never be made', async () => {
  await expect(startApp({ dataDir: '/proc/nothing/here' })).rejects.toMatchObject({ kind: 'unusable' })
})

test('a folder where the store should be', async () => {
  mkdirSync(file)
  await expect(startApp({ dataDir })).rejects.toMatchObject({
    kind: 'unusable',
    message: expect.stringMatching(/cannot be opened: .*mayfly\.db.*may be written/) as string,
  })
})

test('an empty file becomes a store', async () => {
  writeFileSync(file, '')
  await makeStore(1)
  expect(existsSync(file)).toBe(true)
  expect(readdirSync(dataDir).filter(name => name.includes('backup'))).toEqual([])
  const app = await startApp({ dataDir })
  expect((await injectClient(app).call('listMessages', {})).total).toBe(1)
  await app.stop()
})
