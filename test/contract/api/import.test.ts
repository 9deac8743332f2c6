import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { apiPrefix } from '#shared/api/contract.ts'
import { httpClient, keyClient, type ApiClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { endOf, importFile, jobOf, sendImport, zipOfFiles } from '#test/support/transfer.ts'

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

const mail = (subject: string, to = 'dana@here.test') =>
  `From: Sam <sam@shop.test>\r\nTo: ${to}\r\nSubject: ${subject}\r\nDate: Sat, 1 Nov 2025 06:00:00 +0100\r\n\r\nHi ${subject}.\r\n`
/** They take far longer than anything that a test does meanwhile, once the store takes as many; none waits for the end. */
const tooMany = 50_000
const fromLine = 'From sam@shop.test Sat Nov  1 05:00:00 2025\n'
const mbox = (...mails: string[]) => mails.map(one => `${fromLine}${one}\n`).join('')

const subjects = async (mailbox?: string) =>
  (await api.call('listMessages', { ...(mailbox ? { mailbox } : {}), limit: 200 })).items.map(
    one => one.subject,
  )
const filesLeft = () => {
  const uploads = join(folder.path, 'uploads')
  return existsSync(uploads) ? readdirSync(uploads) : []
}

test('an .eml goes to whom it is for, byte for byte, as if it had just come', async () => {
  const job = await importFile(app, mail('One'), '?name=one.eml')
  expect(job).toMatchObject({
    kind: 'import',
    state: 'done',
    subject: 'one.eml',
    counts: { imported: 1, duplicates: 0 },
  })
  expect([job.done, job.failures]).toEqual([job.total, []])
  const message = await api.call('getMessage', { id: 'latest', mailbox: 'dana@here.test' })
  expect(message).toMatchObject({ subject: 'One', smtp: null, unread: true })
  expect(message.envelope).toEqual({ mailFrom: 'sam@shop.test', rcptTo: ['dana@here.test'] })
  expect(Date.parse(message.receivedAt)).toBeGreaterThan(Date.parse(job.startedAt) - 1000)
  const raw = await fetch(`${app.url}${apiPrefix}/messages/${message.id}/raw`)
  expect(await raw.text()).toBe(mail('One'))
  expect(filesLeft()).toEqual([])
})

test('what an import brings is told as such: it is no news to anybody', async () => {
  const stream = await openEvents(`${app.url}${apiPrefix}/events`)
  await importFile(app, mail('Old'), '?name=old.eml')
  await sendMail(app.smtpPort, { to: 'dana@here.test', subject: 'New', text: 'x' })
  const received = () => stream.of('message.received')
  await expect.poll(() => received().length).toBe(2)
  expect(received().map(event => 'imported' in event)).toEqual([true, false])
  await stream.close()
})

test('an mbox goes to one mailbox, with the dates of its mails, unless they would go at once', async () => {
  const old = await importFile(app, mbox(mail('A')), '?date=original')
  expect(old).toMatchObject({ counts: { imported: 0, failed: 1 } })
  expect(old.failures[0]!.message).toContain('older than retention.maxAgeDays')
  await api.call('updateSettings', { 'retention.maxAgeDays': 0 })
  const job = await importFile(
    app,
    mbox(mail('A'), mail('B'), mail('C', 'x@y.test')),
    '?mailbox=old@here.test&date=original',
  )
  expect(job.counts).toMatchObject({ imported: 3 })
  expect(await subjects('old@here.test')).toEqual(['C', 'B', 'A'])
  const [{ receivedAt, address } = { receivedAt: '', address: '' }] = (await api.call('listMessages')).items
  expect([receivedAt, address]).toEqual(['2025-11-01T05:00:00.000Z', 'old@here.test'])
  const box = await api.call('getMailbox', { idOrAddress: 'old@here.test' })
  expect(Date.parse(box.createdAt)).toBeGreaterThan(Date.parse('2026-01-01'))
})

test('many files and zips of folders, all at once; what is no mail is named, and the rest goes on', async () => {
  const packed = await zipOfFiles({
    'in/a.eml': mail('In a folder'),
    'in/deep/old.mbox': mbox(mail('X'), mail('Y')),
    'in/logo.png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
    'in/more.zip': await zipOfFiles({ 'a.eml': mail('hidden') }),
    'in/empty.eml.txt': '',
    '__MACOSX/in/._a.eml': 'not mail',
    'up/up/etc/x.eml': mail('Climbs'),
  })
  // No archiver writes such a name.
  const zip = Buffer.from(packed.toString('latin1').replaceAll('up/up/etc', '../../etc'), 'latin1')
  const form = new FormData()
  form.append('files', new Blob([mail('Alone')]), 'mails/alone.eml')
  form.append('files', new Blob([zip]), 'all.zip')
  form.append('files', new Blob(['Just words']), 'notes.txt')
  const job = await importFile(app, form)
  expect(job).toMatchObject({ state: 'done', subject: '3', counts: { imported: 5, failed: 4 } })
  expect(new Set(await subjects())).toEqual(new Set(['Alone', 'In a folder', 'X', 'Y', 'Climbs']))
  expect(job.failures.map(({ name, message }) => [name, message])).toEqual([
    ['all.zip/in/logo.png', 'It is no mail, no mbox and no zip.'],
    ['all.zip/in/more.zip', 'It is a zip inside a zip: unpack it first.'],
    ['all.zip/in/empty.eml.txt', 'It is empty.'],
    ['notes.txt', 'It is no mail, no mbox and no zip.'],
  ])
  expect(job.done).toBeGreaterThan(0)
  expect(filesLeft()).toEqual([])
})

test('what a mailbox has already is skipped, unless it is wanted twice', async () => {
  const two = mbox(mail('A'), mail('B'), mail('A'))
  expect((await importFile(app, two)).counts).toMatchObject({ imported: 2, duplicates: 1 })
  expect((await importFile(app, two)).counts).toMatchObject({ imported: 0, duplicates: 3 })
  expect((await importFile(app, two, '?mailbox=other@here.test')).counts).toMatchObject({ imported: 2 })
  expect((await importFile(app, two, '?duplicates=keep')).counts).toMatchObject({
    imported: 3,
    duplicates: 0,
  })
  expect(await subjects('dana@here.test')).toHaveLength(5)
})

test('a mail for nobody, and one that no mailbox takes, are named', async () => {
  await api.call('updateSettings', { unknownRecipients: 'reject' })
  await api.call('createMailbox', { address: 'dana@here.test' })
  const job = await importFile(
    app,
    mbox('Subject: for nobody\n\nx\n', mail('Refused', 'no@here.test'), mail('Taken')),
  )
  expect(job.counts).toMatchObject({ imported: 1, failed: 2 })
  expect(job.failures.map(({ message }) => message)).toEqual([
    'It does not say whom it is for: choose a mailbox for it.',
    'There is no mailbox no@here.test.',
  ])
  const refused = await sendImport(app, mail('x'), '?mailbox=no@here.test')
  expect(refused.status).toBe(404)
})

test('a recipient that is refused is named, and the others have the mail', async () => {
  await api.call('updateSettings', { unknownRecipients: 'reject' })
  await api.call('createMailbox', { address: 'dana@here.test' })
  const job = await importFile(app, mail('Both', 'dana@here.test, no@here.test'), '?name=both.eml')
  expect(job).toMatchObject({ state: 'done', counts: { imported: 1, failed: 1 } })
  expect(job.failures).toEqual([{ name: 'both.eml', message: 'There is no mailbox no@here.test.' }])
  expect(await subjects()).toEqual(['Both'])
})

test('no mailbox is made that SMTP would refuse', async () => {
  const job = await importFile(app, mail('Odd', `a\0b@here.test, ${'a'.repeat(3000)}@here.test`))
  expect(job.counts).toMatchObject({ imported: 0, failed: 1 })
  expect((await api.call('listMailboxes')).items).toEqual([])
})

test('an import that alone is more than is kept ends in words, before it pushes out its own', async () => {
  await api.call('updateSettings', { 'retention.maxMessages': 20 })
  const many = Array.from({ length: 30 }, (_, i) => mail(`Mail ${i}`))
  const job = await importFile(app, mbox(...many), '?name=many.mbox')
  expect(job).toMatchObject({ state: 'failed', counts: { imported: 20 } })
  expect(job.error).toContain('Raise retention.maxMessages, or import less at once.')
  expect(job.failures[0]).toMatchObject({ name: 'many.mbox #21' })
  expect(new Set(await subjects())).toEqual(new Set(many.slice(0, 20).map((_, i) => `Mail ${i}`)))
  await api.call('updateSettings', { 'retention.maxMessages': 0, 'retention.maxBytes': 1024 ** 2 })
  const large = Array.from({ length: 3 }, (_, i) => mail(`Large ${i}`) + 'x'.repeat(400_000))
  const second = await importFile(app, mbox(...large))
  expect(second).toMatchObject({ state: 'failed', counts: { imported: 2 } })
  expect(second.error).toContain('Raise retention.maxBytes')
})

test('a zip that unpacks to far more than itself is not read on', async () => {
  const bomb = await zipOfFiles({ 'a.eml': mail('First'), 'bomb.eml': Buffer.alloc(40_000_000) })
  expect(bomb.length).toBeLessThan(100_000)
  const job = await importFile(app, bomb, '?name=bomb.zip')
  expect(job).toMatchObject({ state: 'failed', counts: { imported: 1 } })
  expect(job.error).toContain('unpacks to more than')
  expect(filesLeft()).toEqual([])
})

test('a damaged zip fails in words; an mbox that breaks off gives what is there', async () => {
  const zip = await zipOfFiles({ 'a.eml': mail('A') })
  const cut = await importFile(app, zip.subarray(0, zip.length - 30), '?name=cut.zip')
  expect(cut).toMatchObject({ state: 'failed', error: expect.stringContaining('The zip is damaged') })
  const broken = Buffer.from(zip)
  broken.fill(0xff, 40, 60)
  const inside = await importFile(app, broken, '?name=broken.zip')
  expect(inside).toMatchObject({ state: 'done', counts: { imported: 0, failed: 1 } })
  const whole = mbox(mail('A'), mail('B'))
  const half = await importFile(app, whole.slice(0, whole.length - 30))
  expect(half.counts).toMatchObject({ imported: 2 })
})

test('mail that comes meanwhile is taken, and a cancelled import keeps what it has stored', async () => {
  await api.call('updateSettings', { 'retention.maxMessages': 0 })
  const many = Array.from({ length: tooMany }, (_, i) => mail(`Mail ${i}`))
  const started = await sendImport(app, mbox(...many), '?name=many.mbox')
  const { id } = (await started.json()) as { id: string }
  await expect.poll(async () => (await jobOf(app, id)).counts['imported'] ?? 0).toBeGreaterThan(50)
  await sendMail(app.smtpPort, { to: 'live@here.test', subject: 'Live', text: 'x' })
  expect(await subjects('live@here.test')).toEqual(['Live'])
  await api.call('endJob', { id })
  const ended = await endOf(app, id)
  expect(ended).toMatchObject({ state: 'cancelled', error: null })
  const stored = (await api.call('getMailbox', { idOrAddress: 'dana@here.test' })).messageCount
  expect(stored).toBe(ended.counts['imported'])
  expect(stored).toBeLessThan(tooMany)
  expect(filesLeft()).toEqual([])
  await api.call('endJob', { id })
  expect((await api.call('listJobs')).items).toEqual([])
})

test('a stop in the middle of an import ends it, and the store is whole', async () => {
  await api.call('updateSettings', { 'retention.maxMessages': 0 })
  const many = Array.from({ length: tooMany }, (_, i) => mail(`Mail ${i}`))
  const { id } = (await (await sendImport(app, mbox(...many))).json()) as { id: string }
  await expect.poll(async () => (await jobOf(app, id)).counts['imported'] ?? 0).toBeGreaterThan(50)
  await app.stop()
  app = await startApp({ dataDir: folder.path })
  api = httpClient(app)
  const { messageCount } = await api.call('getInfo')
  expect(messageCount).toBeGreaterThan(50)
  expect(messageCount).toBeLessThan(tooMany)
  expect((await api.call('getMailbox', { idOrAddress: 'dana@here.test' })).messageCount).toBe(messageCount)
  expect(filesLeft()).toEqual([])
})

test('all mail of a search is deleted as a job; pinned mail and what comes later stays', async () => {
  await importFile(app, mbox(...Array.from({ length: 30 }, (_, i) => mail(`Order ${i}`)), mail('Letter')))
  const pinned = (await api.call('listMessages', { q: 'subject:"Order 7"' })).items[0]!
  await api.call('updateMessage', { id: pinned.id, pinned: true })
  const { id } = await api.call('deleteInBackground', { q: 'subject:Order' })
  expect(await endOf(app, id)).toMatchObject({
    kind: 'deletion',
    state: 'done',
    done: 29,
    total: 29,
    counts: { deleted: 29 },
  })
  expect(await subjects()).toEqual(['Letter', 'Order 7'])
})

test('options that are none are named; keys may not import, and hear nothing of it', async () => {
  for (const query of ['?date=never', '?nothing=1', '?mailbox='])
    expect((await sendImport(app, mail('x'), query)).status, query).toBe(400)
  expect((await sendImport(app, new FormData())).status).toBe(400)
  const { key } = await makeKey(app)
  const refused = await fetch(`${app.url}${apiPrefix}/import`, {
    method: 'POST',
    body: mail('x'),
    headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
  })
  expect(refused.status).toBe(403)
  await expect(keyClient(app, key).call('listJobs')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(api.call('getJob', { id: 'none' })).rejects.toMatchObject({ code: 'not_found' })
})
