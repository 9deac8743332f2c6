import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { apiPrefix } from '#shared/api/contract.ts'
import type { Job } from '#shared/api/jobs.ts'
import { openDatabase } from '#main/storage/database.ts'
import { backUp, endOfRestore, restoreBackup } from '#test/support/backups.ts'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
let folder: ReturnType<typeof temporaryFolder>
beforeEach(async () => {
  folder = temporaryFolder()
  app = await startApp({ dataDir: folder.path })
  api = httpClient(app)
})
afterEach(async () => {
  await app.stop()
  folder.remove()
})

const subjects = async () =>
  (await api.call('listMessages', { limit: 200 })).items.map(({ subject }) => subject)
const send = (subject: string) => sendMail(app.smtpPort, { subject, text: 'x' })
const file = () => join(folder.path, 'mayfly.db')
const backups = () => readdirSync(join(folder.path, 'backups')).toSorted()

const makeBackup = () => backUp(app)
const restore = (name: string) => restoreBackup(app, name)

async function upload(bytes: Uint8Array | string): Promise<Job> {
  const response = await fetch(`${app.url}${apiPrefix}/restore?name=mine.db`, {
    method: 'POST',
    body: bytes as never,
    headers: { 'content-type': 'application/octet-stream' },
  })
  expect(response.status).toBe(202)
  return endOfRestore(app, ((await response.json()) as Job).id)
}

test('a backup that is restored brings back all that was there, and what was there meanwhile is kept aside', async () => {
  await send('Before')
  await api.call('updateSettings', { defaultDomain: 'before.test' })
  const { key } = await makeKey(app, { mailboxDomains: ['*'] })
  const name = await makeBackup()
  expect((await api.call('listBackups')).items).toEqual([
    { name, sizeBytes: statSync(join(folder.path, 'backups', name)).size, createdAt: expect.any(String) },
  ])

  await send('After')
  await api.call('updateSettings', { defaultDomain: 'after.test' })
  const { key: late, id: lateId } = await makeKey(app, { mailboxDomains: ['*'] })
  const ports = app.app.state()
  const job = await restore(name)
  expect(job, job.error ?? '').toMatchObject({ kind: 'restore', state: 'done', subject: name })

  expect(app.app.state()).toMatchObject(ports)
  expect(await subjects()).toEqual(['Before'])
  expect(await api.call('getInfo')).toMatchObject({ messageCount: 1, unreadCount: 1 })
  expect((await api.call('getSettings')).defaultDomain).toBe('before.test')
  await expect(api.call('getKey', { id: lateId })).rejects.toMatchObject({ code: 'not_found' })
  const ask = (secret: string) =>
    fetch(`${app.url}${apiPrefix}/info`, { headers: { authorization: `Bearer ${secret}` } })
  expect([(await ask(key)).status, (await ask(late)).status]).toEqual([200, 401])

  await send('Now')
  expect(await subjects()).toEqual(['Now', 'Before'])
  // And back again: nothing was lost.
  expect(await restore(job.backup!)).toMatchObject({ state: 'done' })
  expect(await subjects()).toEqual(['After', 'Before'])
  expect(existsSync(join(folder.path, 'restore'))).toBe(false)
}, 60_000)

test('a backup is whole and of one moment, however much mail pours in, and mail is taken all the while', async () => {
  let pouring = true
  let sent = 0
  const pour = async (n: number) => {
    while (pouring) {
      await sendMail(app.smtpPort, {
        to: `a${n}@here.test`,
        subject: `Mail ${sent++}`,
        text: 'x'.repeat(20_000),
      })
    }
  }
  const senders = [pour(1), pour(2), pour(3)]
  await expect.poll(() => sent, { timeout: 20_000 }).toBeGreaterThan(30)
  const before = (await api.call('getInfo')).messageCount
  const name = await makeBackup()
  const during = sent
  await expect.poll(() => sent, { timeout: 20_000 }).toBeGreaterThan(during + 10)
  pouring = false
  await Promise.all(senders)

  const db = openDatabase(join(folder.path, 'backups', name), { readonly: true })
  const count = (sql: string) => db.get<{ n: number }>(`SELECT ${sql} AS n`)!.n
  expect(db.pragma('integrity_check')).toBe('ok')
  const messages = count('(SELECT count(*) FROM deliveries)')
  expect(messages).toBeGreaterThanOrEqual(before)
  expect(messages).toBeLessThan(sent)
  expect(count('(SELECT message_count FROM totals)')).toBe(messages)
  expect(count('(SELECT sum(message_count) FROM mailboxes)')).toBe(messages)
  expect(count('(SELECT count(*) FROM raws)')).toBe(messages)
  db.close()
}, 60_000)

test('mail that comes while a backup is restored is put off or taken, never taken and lost', async () => {
  await send('Kept')
  const name = await makeBackup()
  let over = false
  const replies: { subject: string; reply: string }[] = []
  const sending = (async () => {
    for (let n = 0; !over; n++) {
      const subject = `During ${n}`
      replies.push({
        subject,
        reply: await send(subject).catch((error: Error) => `failed: ${error.message}`),
      })
    }
  })()
  const job = await restore(name)
  expect(job).toMatchObject({ state: 'done' })
  await send('Last')
  over = true
  await sending
  const taken = replies.filter(({ reply }) => reply.startsWith('250')).map(({ subject }) => subject)
  const aside = openDatabase(join(folder.path, 'backups', job.backup!), { readonly: true })
  const kept = aside.all<{ subject: string }>('SELECT subject FROM contents').map(({ subject }) => subject)
  aside.close()
  const there = [...kept, ...(await subjects())]
  expect(taken.filter(subject => !there.includes(subject))).toEqual([])
  for (const { reply } of replies)
    expect(reply).toMatch(/^250|421|ECONNREFUSED|ECONNRESET|closed|socket|Greeting/)
  expect(replies.map(({ reply }) => reply)).toContainEqual(expect.stringContaining('421 4.3.2'))
}, 60_000)

test('what cannot be a store of ours is refused, and the store stays', async () => {
  await send('Stays')
  await makeKey(app)
  const good = await changed(() => {})
  const newer = await changed(db => db.pragma('user_version = 9999'))
  const foreign = await bytesOf(db => db.exec('CREATE TABLE a (b); PRAGMA user_version = 3'))
  const extra = await changed(db => db.exec('CREATE TABLE extra (a)'))
  const damaged = Buffer.from(good).fill(0xa5, 4096 * 3, 4096 * 12)
  for (const [bytes, words] of [
    ['this is no store', 'The file is no store of Mayfly.'],
    ['', 'The file is no store of Mayfly.'],
    [foreign, 'The file is no store of Mayfly.'],
    [newer, 'The file is from a newer Mayfly. Update this one, then restore it.'],
    [extra, 'The file has other tables than a store of Mayfly has.'],
    [damaged, 'The file is damaged'],
  ] as const) {
    const job = await upload(bytes)
    expect(job).toMatchObject({ state: 'failed', subject: 'mine.db', error: expect.stringContaining(words) })
  }
  // Whole, but of a kind that no Mayfly writes: keys are read when it is opened. So the old one is put back.
  const unreadable = await changed(db => db.exec("UPDATE keys SET mailbox_domains = 'not JSON'"))
  const kept = backups()
  expect(await upload(unreadable)).toMatchObject({ state: 'failed' })
  expect(backups()).toEqual(kept)
  expect(await subjects()).toEqual(['Stays'])
  await send('Goes on')
  expect(await subjects()).toEqual(['Goes on', 'Stays'])
}, 60_000)

/** Bytes of a database. */
async function bytesOf(make: (db: ReturnType<typeof openDatabase>) => unknown): Promise<Buffer> {
  const path = join(folder.path, 'made.db')
  const db = openDatabase(path)
  make(db)
  db.close()
  return readFileSync(path)
}

/** A good backup with something changed. */
async function changed(change: (db: ReturnType<typeof openDatabase>) => unknown): Promise<Buffer> {
  const path = join(folder.path, 'backups', await makeBackup())
  const db = openDatabase(path)
  change(db)
  db.pragma('journal_mode = DELETE')
  db.close()
  return readFileSync(path)
}

test('the ten newest are kept; one that is deleted is gone; unknown names are 404', async () => {
  const made = [await makeBackup()]
  for (let day = 1; day < 10; day++) made.push(`mayfly-2999-01-0${day}T00-00-00-000Z.db`)
  for (const name of made.slice(1)) writeFileSync(join(folder.path, 'backups', name), name)
  const oldest = 'mayfly-2001-01-01T00-00-00-000Z.db'
  writeFileSync(join(folder.path, 'backups', oldest), '')
  writeFileSync(join(folder.path, 'backups', 'notes.txt'), 'mine')
  const last = await makeBackup()
  expect(backups()).toEqual([last, ...made.slice(1), 'notes.txt'])
  await api.call('deleteBackup', { name: made[5]! })
  expect(backups()).not.toContain(made[5])
  for (const name of [made[5]!, '..%2fmayfly.db', '../mayfly.db', 'mayfly.db']) {
    await expect(api.call('deleteBackup', { name })).rejects.toMatchObject({ code: 'not_found' })
    await expect(api.call('restoreBackup', { name })).rejects.toMatchObject({ code: 'not_found' })
  }
  const response = await fetch(`${app.url}${apiPrefix}/backups/${made[7]}/file`)
  expect(response.headers.get('content-disposition')).toContain(made[7])
  expect(Buffer.from(await response.arrayBuffer())).toEqual(
    readFileSync(join(folder.path, 'backups', made[7]!)),
  )
})

test('what was left behind by a process that was killed goes at the next start', async () => {
  await send('Stays')
  const name = await makeBackup()
  await app.stop()
  writeFileSync(join(folder.path, 'backups', `${name}.part`), 'half')
  // Killed when the store had its second name: as a backup it would change with the store.
  linkSync(file(), join(folder.path, 'backups', 'mayfly-2999-01-01T00-00-00-000Z-before-restore.db'))
  mkdirSync(join(folder.path, 'restore', 'x'), { recursive: true })
  writeFileSync(join(folder.path, 'restore', 'x', 'mayfly.db'), 'half')
  app = await startApp({ dataDir: folder.path })
  api = httpClient(app)
  expect(backups()).toEqual([name])
  expect(existsSync(join(folder.path, 'restore'))).toBe(false)
  expect(await subjects()).toEqual(['Stays'])
  expect(existsSync(file())).toBe(true)
})

test('a store in memory says that it has none', async () => {
  const memory = await startApp()
  const client = httpClient(memory)
  await expect(client.call('createBackup')).rejects.toMatchObject({ code: 'conflict' })
  expect((await client.call('listBackups')).items).toEqual([])
  await memory.stop()
})
