import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { httpClient } from '#test/support/api-client.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { withStore } from '#test/support/store-file.ts'

const [first, second] = ['the first password', 'the second password']

let folder: ReturnType<typeof temporaryFolder>
let app: TestApp
let now = 1_800_000_000_000
beforeEach(async () => {
  folder = temporaryFolder()
  app = await startApp({ dataDir: folder.path, now: () => now })
})
afterEach(async () => {
  await app.stop()
  folder.remove()
})

async function restart(host: string): Promise<void> {
  await app.stop()
  app = await startApp({ dataDir: folder.path, host, now: () => now })
}

const inject = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, cookie?: string) =>
  app.app.http.inject({
    method,
    url: `/api/v1${url}`,
    headers: { host: 'localhost', ...(cookie ? { cookie } : {}) },
    ...(payload ? { payload } : {}),
  })
const setPassword = (input: object, cookie?: string) => inject('POST', '/owner/password', input, cookie)
const signIn = (password: string) => inject('POST', '/session', { password })
async function cookieOf(password: string): Promise<string> {
  const answer = await signIn(password)
  expect(answer.statusCode).toBe(204)
  return String(answer.headers['set-cookie']).split(';')[0]!
}

const kept = () =>
  withStore(folder.path, db =>
    db
      .all<{ value: string }>("SELECT value FROM settings WHERE key = 'owner.password'")
      .map(({ value }) => value),
  )

test('a password that was set in open mode opens the server to others', async () => {
  expect((await setPassword({ password: first })).statusCode).toBe(204)
  await restart('0.0.0.0')
  expect((await inject('GET', '/messages')).statusCode).toBe(401)
  expect((await inject('GET', '/messages', undefined, await cookieOf(first))).statusCode).toBe(200)
})

test('changing it needs the one in force', async () => {
  await setPassword({ password: first })
  for (const wrong of [{}, { currentPassword: '' }, { currentPassword: second }]) {
    const answer = await setPassword({ password: second, ...wrong })
    expect([answer.statusCode, answer.json().error], JSON.stringify(wrong)).toEqual([403, 'forbidden'])
  }
  expect((await setPassword({ password: second, currentPassword: first })).statusCode).toBe(204)
  expect((await signIn(first)).statusCode).toBe(401)
  await cookieOf(second)
})

test('guessing it is held up', async () => {
  await setPassword({ password: first })
  for (let n = 0; n < 5; n++) await setPassword({ password: second, currentPassword: `guess ${n}` })
  const answer = await setPassword({ password: second, currentPassword: first })
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '30'])
  now += 30_000
  expect((await setPassword({ password: second, currentPassword: first })).statusCode).toBe(204)
})

test('changing it ends every session but the one that does', async () => {
  await setPassword({ password: first })
  await restart('0.0.0.0')
  const [mine, other] = [await cookieOf(first), await cookieOf(first)]
  expect((await setPassword({ password: second, currentPassword: first }, mine)).statusCode).toBe(204)
  expect((await inject('GET', '/info', undefined, mine)).statusCode).toBe(200)
  expect((await inject('GET', '/info', undefined, other)).statusCode).toBe(401)
})

test('who is signed in can be seen, and all others be signed out', async () => {
  await setPassword({ password: first })
  await restart('0.0.0.0')
  const [mine, other] = [await cookieOf(first), await cookieOf(first)]
  const browsers = async () =>
    (await inject('GET', '/owner/sessions', undefined, mine)).json<{ items: { current: boolean }[] }>().items
  const at = new Date(now).toISOString()
  expect(await browsers()).toEqual([
    { startedAt: at, usedAt: at, current: false },
    { startedAt: at, usedAt: at, current: true },
  ])
  expect((await inject('DELETE', '/owner/sessions', undefined, mine)).statusCode).toBe(204)
  expect(await browsers()).toEqual([{ startedAt: at, usedAt: at, current: true }])
  expect((await inject('GET', '/info', undefined, other)).statusCode).toBe(401)
})

test.each([
  [{}],
  [{ password: 'x'.repeat(7) }],
  [{ password: 'x'.repeat(201) }],
  [{ password: first, hint: 'x' }],
])('%j is refused', async input => {
  expect((await setPassword(input)).statusCode).toBe(400)
  expect(kept()).toEqual([])
})

describe('what is kept', () => {
  test('is a hash of its own salt each time, and never the password', async () => {
    await setPassword({ password: first })
    const [one] = kept()
    await setPassword({ password: first, currentPassword: first })
    const [other] = kept()
    expect(JSON.parse(one!)).toMatchObject({ algorithm: 'scrypt', cost: 32_768 })
    expect(JSON.parse(one!).hash).not.toBe(JSON.parse(other!).hash)
    await app.stop()
    for (const name of readdirSync(folder.path, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder.path, name)
      if (statSync(path).isFile()) expect(readFileSync(path).includes(first), name).toBe(false)
    }
    await restart('127.0.0.1')
  })

  test('is no setting: it is neither shown nor taken', async () => {
    await setPassword({ password: first })
    const api = httpClient(app)
    expect(Object.keys(await api.call('getSettings'))).not.toContain('owner.password')
    await expect(api.call('updateSettings', { 'owner.password': {} } as never)).rejects.toMatchObject({
      code: 'bad_request',
    })
    await api.call('updateSettings', { defaultDomain: 'team.test' })
    await restart('0.0.0.0')
    await cookieOf(first)
  })
})
