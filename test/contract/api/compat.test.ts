import { request } from 'node:http'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { httpClient, injectClient, ipcClient, keyClient } from '#test/support/api-client.ts'
import { ownerCaller } from '#test/support/key-caller.ts'
import { makeKey } from '#test/support/make-key.ts'
import { ownerPassword, passwordFile } from '#test/support/password-file.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ compatHost: [{ name: 'dust.test', service: 'dustmail' }] })
})
afterAll(() => app.stop())

test.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'the emulated services over %s: where each is',
  async (_name, create) => {
    const { items } = await create(app).call('listCompat', {})
    const { port } = new URL(app.url)
    expect(items).toContainEqual({
      service: 'dustmail',
      name: 'DustMail',
      bases: [
        {
          replaces: 'https://dustmail.net/api/v1',
          url: `${app.url}/compat/dustmail/api/v1`,
          hostUrl: `http://api.dustmail.localhost:${port}/api/v1`,
        },
      ],
      hostNames: ['api.dustmail.localhost', 'dustmail.localhost', 'dust.test'],
      plans: ['dustmail-free', 'dustmail-premium'],
      docs: 'docs/services/dustmail.md',
      auditRoute: '/compat/dustmail/*',
    })
  },
)

test('they are the owner’s to know', async () => {
  const { key } = await makeKey(app)
  await expect(keyClient(app, key).call('listCompat', {})).rejects.toMatchObject({ code: 'forbidden' })
})

test('where the owner has to sign in, a key is still all that a service needs, and a session is nothing to it', async () => {
  const file = passwordFile()
  const shared = await startApp({
    allowHost: ['mail.team.test'],
    compatHost: [{ name: 'dust.team.test', service: 'dustmail' }],
    passwordFile: file.path,
  })
  onTestFinished(async () => {
    await shared.stop()
    file.remove()
  })
  const { key } = await ownerCaller(shared).call('createKey', {
    name: 'test',
    service: 'dustmail',
    mailboxDomains: ['*'],
  })
  const signedIn = await shared.app.http.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { host: 'mail.team.test' },
    payload: { password: ownerPassword },
  })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!
  const ask = async (host: string, url: string, headers: Record<string, string>) =>
    (await shared.app.http.inject({ url, headers: { host, ...headers } })).statusCode
  const inbox = '/compat/dustmail/api/v1/inbox'
  expect(await ask('mail.team.test', '/api/v1/settings', { cookie })).toBe(200)
  expect(await ask('mail.team.test', inbox, { cookie })).toBe(401)
  expect(await ask('mail.team.test', inbox, { 'x-api-key': key })).toBe(200)
  expect(await ask('dust.team.test', '/api/v1/inbox', { 'x-api-key': key })).toBe(200)
  expect(await ask('dust.team.test', '/api/v1/settings', { cookie })).toBe(404)
})

test('a name of a service does not let its caller in elsewhere', async () => {
  const ask = (path: string, host: string) =>
    new Promise<number>((resolve, reject) => {
      const asked = request(app.url, { path, headers: { host } }, answer => {
        answer.resume()
        resolve(answer.statusCode!)
      })
      asked.once('error', reject)
      asked.end()
    })
  expect(await ask('/api/v1/info', 'dust.test')).toBe(404)
  expect(await ask('//api/v1/info', 'dust.test')).toBe(404)
  expect(await ask('http://dust.test/api/v1/info', 'dust.test')).toBe(421)
  expect(await ask('/compat/dustmail/api/v1/inbox', 'other.test')).toBe(421)
})
