import { createHash } from 'node:crypto'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpClient, injectClient, ipcClient } from '#test/support/api-client.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ smtpsPort: 0 })
})
afterAll(() => app.stop())

const get = (url: string, from = app) => from.app.http.inject({ url, headers: { host: 'localhost' } })

test.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'info over %s: version, ports and what is in the store',
  async (_name, create) => {
    const api = create(app)
    const before = await api.call('getInfo', {})
    expect(before).toMatchObject({
      version: '0.0.0-test',
      runtime: 'node',
      host: '127.0.0.1',
      httpPort: Number(new URL(app.url).port),
      smtpPort: app.smtpPort,
      smtpsPort: app.smtpsPort,
      dataDir: ':memory:',
      problems: [],
      storeProblem: null,
      paused: false,
    })
    await sendMail(app.smtpPort, { subject: 'one more', text: 'x' })
    const { id, seq } = await api.call('getMessage', { id: 'latest' })
    await api.call('updateMessage', { id, pinned: true })
    expect(await api.call('getInfo', {})).toMatchObject({
      lastSeq: seq,
      messageCount: before.messageCount + 1,
      unreadCount: before.unreadCount + 1,
      pinnedCount: before.pinnedCount + 1,
    })
  },
)

test('the server says how it takes mail, and shows the certificate that clients see', async () => {
  const server = await httpClient(app).call('getServer', {})
  expect(server).toMatchObject({
    host: '127.0.0.1',
    smtpPort: { asked: 0, bound: app.smtpPort, problem: null, source: { kind: 'default', name: null } },
    smtpsPort: { asked: 0, bound: app.smtpsPort },
    httpPort: { asked: 0, bound: Number(new URL(app.url).port) },
    starttls: true,
    limits: { messageBytes: 52_428_800, recipients: 100 },
    secrets: 'session',
    versions: { node: process.versions.node },
  })
  const seen = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port: app.smtpsPort!, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256)
      socket.destroy()
    }).once('error', reject)
  })
  expect(server.certificate).toMatchObject({
    fingerprint: seen,
    names: ['localhost', '127.0.0.1', '::1'],
  })
  expect(server.certificate!.pem).toMatch(/^-----BEGIN CERTIFICATE-----/)
  expect(JSON.stringify(server)).not.toContain('PRIVATE')

  const plain = await startApp({ starttls: false })
  expect(await httpClient(plain).call('getServer', {})).toMatchObject({ starttls: false, certificate: null })
  await plain.stop()
})

test('a call that comes once the store is closed is told so, and is no fault to be logged', async () => {
  let log = ''
  const stopped = await startApp({ logTo: { write: line => (log += line) } })
  await stopped.stop()
  const owner = { caller: { kind: 'owner' }, signal: new AbortController().signal } as const
  for (const name of ['getInfo', 'listMailboxes'])
    await expect(stopped.app.dispatch(name, {}, owner)).rejects.toMatchObject({ code: 'unavailable' })
  expect(log).toBe('')
})

describe('for supervisors', () => {
  test('health and readiness while all is well', async () => {
    expect((await get('/health')).json()).toEqual({ status: 'ok' })
    expect((await get('/ready')).json()).toEqual({ status: 'ready' })
  })

  test('not ready once mail cannot come in any more', async () => {
    const own = await startApp()
    const stopped = own.stop()
    const answer = await get('/ready', own)
    expect([answer.statusCode, answer.json().error]).toEqual([503, 'unavailable'])
    await stopped
  })
})

test('a port that is taken is named, with the option that changes it', async () => {
  for (const option of ['smtpPort', 'httpPort'] as const) {
    const taken = option === 'smtpPort' ? app.smtpPort : Number(new URL(app.url).port)
    const flag = option === 'smtpPort' ? '--smtp-port' : '--http-port'
    await expect(startApp({ [option]: taken, logLevel: 'silent' })).rejects.toThrow(
      new RegExp(`Port ${taken} .*${flag}`),
    )
  }
})

test('the last seq does not go back when the newest mail is deleted and the server restarted', async () => {
  const folder = temporaryFolder()
  const first = await startApp({ dataDir: folder.path })
  for (let n = 0; n < 3; n++) await sendMail(first.smtpPort, { subject: `${n}`, text: 'x' })
  const { id, seq } = await injectClient(first).call('getMessage', { id: 'latest' })
  await injectClient(first).call('deleteMessage', { id })
  await first.stop()
  const second = await startApp({ dataDir: folder.path })
  await sendMail(second.smtpPort, { subject: 'next', text: 'x' })
  expect((await injectClient(second).call('getMessage', { id: 'latest' })).seq).toBeGreaterThan(seq)
  await second.stop()
  folder.remove()
})

test('the reference for people names every operation and runs nothing', async () => {
  const page = await get('/docs')
  const style = /<style>([^]*?)<\/style>/.exec(page.body)![1]!
  const hash = createHash('sha256').update(style).digest('base64')
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'`,
  })
  expect(page.body).not.toMatch(/<script|\son\w+=|javascript:/i)
  const { paths } = (await get('/openapi.json')).json() as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId }] of Object.entries(methods)) {
      expect(page.body).toContain(`<section id="${operationId}"><h2>${method.toUpperCase()} ${path}</h2>`)
      expect(page.body).toContain(`href="#${operationId}"`)
    }
  }
})
