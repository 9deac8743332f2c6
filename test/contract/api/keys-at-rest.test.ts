import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { httpClient, injectClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { withStore } from '#test/support/store-file.ts'

function ownFolder(): string {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  return folder.path
}

/** Every file below a folder, as text in which each byte is a character. */
const contents = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))

/** The key, what is random of it, and how programs would write either. */
function formsOf(key: string): string[] {
  const forms = [key, key.slice(key.indexOf('_') + 1)].flatMap(text => {
    const [bytes, wide] = [Buffer.from(text), Buffer.from(text, 'utf16le')]
    // In the middle of other bytes base64 has three phases; the ends depend on what is around.
    const base64 = [0, 1, 2].map(skip => bytes.subarray(skip).toString('base64').slice(0, 40))
    const hex = bytes.toString('hex')
    return [text, wide.toString('latin1'), ...base64, hex, hex.toUpperCase(), [...text].toReversed().join('')]
  })
  // The last eight are kept, on purpose; nothing longer is.
  return [...forms, key.slice(-12), key.slice(0, 16)]
}

test('no key that was ever shown is on the disk or in the log, in any form', async () => {
  const dataDir = ownFolder()
  let log = ''
  const logTo = { write: (line: string) => (log += line) }
  const app = await startApp({ dataDir, logLevel: 'debug', logTo })
  const api = injectClient(app)
  const services = ['mayfly', 'minutemail', 'dustmail', 'momail', 'mailfade'] as const
  const shown: string[] = []
  for (const service of services) {
    const { key, id } = await makeKey(app, { service, allowedOrigins: [] })
    const again = await api.call('regenerateKey', { id })
    shown.push(key, again.key)
  }
  for (const key of shown) {
    const attempts: [string, RequestInit][] = [
      ['/api/v1/messages', { headers: { authorization: `Bearer ${key}` } }],
      ['/api/v1/messages', { headers: { 'x-api-key': key } }],
      ['/api/v1/messages', { headers: { authorization: `Basic ${key}` } }],
      ['/api/v1/events', { headers: { 'x-api-key': key, origin: 'https://evil.test' } }],
      ['/api/v1/nothing', { headers: { 'x-api-key': key } }],
      [`/api/v1/messages?key=${key}`, {}],
      [`/api/v1/keys/${key}`, {}],
    ]
    for (const [path, init] of attempts) {
      const answer = await fetch(`${app.url}${path}`, init)
      const told = (await answer.text()) + JSON.stringify([...answer.headers])
      expect(told.includes(key), path).toBe(false)
    }
  }
  const running = contents(dataDir)
  await app.stop()
  const stopped = contents(dataDir)

  for (const files of [running, stopped]) {
    expect(files.length).toBeGreaterThan(0)
    for (const key of shown)
      for (const form of formsOf(key))
        expect(
          files.some(file => file.includes(form)),
          form,
        ).toBe(false)
    // That it would be found: the last eight characters of the keys in force are.
    const inForce = shown.filter((_key, index) => index % 2 === 1)
    for (const key of inForce) expect(files.some(file => file.includes(key.slice(-8)))).toBe(true)
  }
  expect(log).not.toBe('')
  for (const key of shown) expect(formsOf(key).filter(form => log.includes(form))).toEqual([])
})

test('a failure inside is logged without the key that was there', async () => {
  let log = ''
  const dataDir = ownFolder()
  const logTo = { write: (line: string) => (log += line) }
  const app = await startApp({ dataDir, logLevel: 'debug', logTo })
  const { key } = await makeKey(app)
  withStore(dataDir, db => db.exec('ALTER TABLE mailboxes RENAME TO elsewhere'))
  const headers = { authorization: `Bearer ${key}` }
  const answers = await Promise.all(
    ['/mailboxes', '/events?mailbox=x'].map(path => fetch(`${app.url}/api/v1${path}`, { headers })),
  )
  await app.stop()
  expect(answers.map(({ status }) => status)).toEqual([500, 500])
  expect(log.match(/no such table/g)?.length).toBeGreaterThanOrEqual(2)
  expect(formsOf(key).filter(form => log.includes(form))).toEqual([])
})

test('keys outlive a restart, and what ended them too', async () => {
  const dataDir = ownFolder()
  const first = await startApp({ dataDir })
  const [kept, renewed, revoked] = [await makeKey(first), await makeKey(first), await makeKey(first)]
  const { key } = await httpClient(first).call('regenerateKey', { id: renewed.id })
  await httpClient(first).call('revokeKey', { id: revoked.id })
  const before = await httpClient(first).call('listKeys', {})
  await first.stop()

  const second = await startApp({ dataDir })
  const ask = async (given: string) =>
    (await fetch(`${second.url}/api/v1/messages`, { headers: { 'x-api-key': given } })).status
  const after = await httpClient(second).call('listKeys', {})
  const statuses = await Promise.all([kept.key, renewed.key, key, revoked.key].map(ask))
  await second.stop()
  expect(after).toEqual(before)
  expect(statuses).toEqual([200, 401, 200, 401])
})

test('when a key was used last is known at once, and written once a minute and at the end', async () => {
  const dataDir = ownFolder()
  const start = Date.parse('2026-11-21T05:00:00.000Z')
  let clock = start
  const app = await startApp({ dataDir, now: () => clock })
  const [busy, later, last] = [await makeKey(app), await makeKey(app), await makeKey(app)]
  const use = ({ key }: { key: string }) =>
    app.app.http.inject({ url: '/api/v1/messages', headers: { host: 'localhost', 'x-api-key': key } })
  const shown = async () => (await injectClient(app).call('getKey', { id: busy.id })).lastUsedAt
  const written = ({ id }: { id: string }) =>
    withStore(dataDir, db => {
      const row = db.get<{ at: number | null }>('SELECT last_used_at AS at FROM keys WHERE id = ?', id)
      return row?.at === null ? null : row!.at - start
    })

  expect([await shown(), written(busy)]).toEqual([null, null])
  await use(busy)
  await expect.poll(() => written(busy)).toBe(0)
  clock = start + 59_999
  await use(busy)
  await use(later)
  expect(await shown()).toBe(new Date(clock).toISOString())
  // Whatever was due is written together with this.
  await expect.poll(() => written(later)).toBe(59_999)
  expect(written(busy)).toBe(0)
  clock = start + 60_000
  await expect.poll(() => written(busy)).toBe(59_999)
  clock = start + 60_001
  for (const key of [busy, later, last]) await use(key)
  await app.stop()
  expect([busy, later, last].map(written)).toEqual([60_001, 60_001, 60_001])
})
