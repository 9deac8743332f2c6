import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportTo } from '#main/headless/diagnostics-command.ts'
import { loadConfig } from '#main/config/load-config.ts'
import { openLog, type Log } from '#main/logging/open-log.ts'
import { httpClient, injectClient, ipcClient } from '#test/support/api-client.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

// All that a log and a report must not have, each recognisable.
const secrets = {
  subject: 'subject-canary-4711',
  body: 'body-canary-4712',
  code: '739154',
  address: 'recipient-canary@mayfly.test',
  sender: 'sender-canary@shop.test',
  smtpPassword: 'smtp-password-canary',
  ownerPassword: 'owner-password-canary',
  relayPassword: 'relay-password-canary',
  badKey: 'mayfly_bad-key-canary',
  hookPath: 'hook-path-canary',
  attachment: 'attachment-canary.pdf',
  account: 'account-canary',
}
let folder: ReturnType<typeof temporaryFolder>
let log: Log
let app: TestApp
const made: string[] = []
beforeAll(async () => {
  folder = temporaryFolder()
  log = openLog({ level: 'debug', to: [] })
  app = await startApp({ dataDir: folder.path, logLevel: 'debug', log })
  await useEverything()
}, 60_000)
afterAll(async () => {
  await app.stop()
  folder.remove()
})

/** Drives what knows a secret, through success and failure. */
async function useEverything(): Promise<void> {
  const api = injectClient(app)
  const receiver = createServer(socket => socket.destroy()).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo
  const called = once(receiver, 'connection')
  const webhook = await api.call('createWebhook', {
    url: `http://127.0.0.1:${port}/${secrets.hookPath}`,
    events: ['*'],
  })
  const account = await api.call('createAccount', { name: secrets.account, plan: 'free' })
  const key = await api.call('createKey', {
    name: 'x',
    service: 'mayfly',
    mailboxDomains: ['*'],
    accountId: account.id,
  })
  made.push(webhook.secret, key.key)
  const relay = {
    host: '127.0.0.1',
    port,
    security: 'none' as const,
    user: 'relay',
    sender: null,
    allowedRecipients: '',
  }
  await api.call('updateSettings', {
    'smtp.users': [{ user: 'shop', password: secrets.smtpPassword }],
    relay: { ...relay, password: secrets.relayPassword },
  })
  await sendMail(app.smtpPort, {
    from: secrets.sender,
    to: secrets.address,
    subject: `${secrets.subject} code ${secrets.code}`,
    text: `${secrets.body}: your code is ${secrets.code}`,
    attachments: [{ filename: secrets.attachment, content: secrets.body }],
  })
  const { items } = await api.call('listMessages', {})
  await expect(api.call('releaseMessage', { id: items[0]!.id, to: [secrets.sender] })).rejects.toThrow()
  const session = await openGreeted(app.smtpPort)
  await session.say(`AUTH PLAIN ${btoa(`\0shop\0${secrets.smtpPassword}`)}`)
  await session.say(`NONSENSE ${secrets.body}`)
  await session.envelope(secrets.sender, secrets.address)
  session.write(`DATA\r\n${secrets.body}`)
  session.drop()
  await session.ended
  for (const given of [key.key, secrets.badKey])
    for (const path of [
      'messages',
      `messages/wait?timeout=0&subject=${secrets.subject}`,
      `mailboxes/${secrets.address}`,
    ])
      await fetch(`${app.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${given}` } })
  await api.call('setPassword', { password: secrets.ownerPassword })
  for (const password of [secrets.ownerPassword, `${secrets.ownerPassword}-wrong`])
    await fetch(`${app.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password }),
    })
  await fetch(`${app.url}/api/v1/mailboxes`, { method: 'POST', body: `{"address":"${secrets.address}` })
  // What no part expects leaves a trace, with the error whole.
  app.app.http.log.error(
    {
      err: new Error('failed', {
        cause: Object.assign(new Error('auth'), { password: secrets.relayPassword }),
      }),
    },
    'unexpected failure',
  )
  await called
  receiver.close()
}

const forbidden = () => [...Object.values(secrets), ...made]

test('the log has no secret and nothing of a mail, at its most talkative', () => {
  const lines = log.recent()
  expect(lines.length).toBeGreaterThan(0)
  for (const secret of forbidden()) expect(lines.join('\n')).not.toContain(secret)
  // One JSON object each, with when and what.
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({
      level: expect.any(Number) as number,
      time: expect.any(Number) as number,
      msg: expect.any(String) as string,
    })
})

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'the report over %s',
  (_name, create) => {
    test('says what is there, and nothing of whose it is', async () => {
      const { files } = await create(app).call('getDiagnostics', {})
      expect(files.map(({ name }) => name)).toEqual([
        'README.txt',
        'about.json',
        'options.json',
        'settings.json',
        'state.json',
        'log.txt',
      ])
      const text = files.map(({ text }) => text).join('\n')
      for (const secret of [...forbidden(), folder.path, 'mayfly.test', 'shop.test'])
        expect(text).not.toContain(secret)
      const json = (name: string) =>
        JSON.parse(files.find(one => one.name === name)!.text) as Record<string, unknown>
      expect(json('about.json')).toMatchObject({ mayfly: '0.0.0-test', node: process.versions.node })
      expect(json('options.json')).toMatchObject({ host: 'this machine', store: 'in a folder' })
      expect(json('settings.json')).toMatchObject({
        'smtp.users': '1 in a list',
        defaultDomain: 'set',
        'smtp.auth': 'any',
      })
      expect(json('state.json')).toMatchObject({
        smtpPort: app.smtpPort,
        problems: [],
        notReady: null,
        counts: { message_count: 1 },
      })
    })
  },
)

test('the zip is for the owner alone', async () => {
  const zip = await fetch(`${app.url}/api/v1/diagnostics.zip`)
  expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(
    Buffer.from(await zip.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  for (const path of ['diagnostics', 'diagnostics.zip']) {
    const refused = await fetch(`${app.url}/api/v1/${path}`, { headers: { 'x-api-key': made[1]! } })
    expect(refused.status).toBe(403)
  }
})

describe('the command', () => {
  const config = (dataDir: string) =>
    loadConfig({
      argv: ['--data-dir', dataDir],
      env: {},
      platform: 'linux',
      readFile: path => readFileSync(path, 'utf8'),
    })

  test('prints what the Mayfly that runs tells', async () => {
    const printed = await reportTo({
      config: config(folder.path),
      url: app.url,
      version: '1.2.3',
      target: undefined,
    })
    expect(printed).toContain('--- state.json')
    expect(printed).toContain('"mayfly": "0.0.0-test"')
  })

  test('tells what it can where none runs, into a file that it does not overwrite', async () => {
    const other = temporaryFolder()
    const target = join(other.path, 'report.txt')
    const deps = { config: config(other.path), url: 'http://127.0.0.1:9', version: '1.2.3', target }
    expect(await reportTo(deps)).toContain(target)
    const text = readFileSync(target, 'utf8')
    expect(text).toContain('"mayfly": "1.2.3"')
    expect(text).not.toContain(other.path)
    await expect(reportTo(deps)).rejects.toThrow('is there already')
    other.remove()
  })
})
