import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#main/storage/database.ts'
import { defaultSettings } from '#shared/api/settings.ts'
import { httpClient, injectClient, ipcClient } from '#test/support/api-client.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'settings over %s',
  (_name, create) => {
    test('start with the defaults; what is not named stays; what is changed is in force at once', async () => {
      const api = create(app)
      expect(await api.call('getSettings', {})).toEqual(defaultSettings)
      const changed = { ...defaultSettings, defaultDomain: 'else.test', 'retention.maxAgeDays': 0 }
      expect(
        await api.call('updateSettings', { defaultDomain: 'else.test', 'retention.maxAgeDays': 0 }),
      ).toEqual(changed)
      expect(await api.call('getSettings', {})).toEqual(changed)
      expect((await api.call('createMailbox', {})).domain).toBe('else.test')
      expect(await api.call('updateSettings', {})).toEqual(changed)
      await api.call('updateSettings', defaultSettings)
    })

    test.each([
      { unknownRecipients: 'bounce' },
      { 'retention.maxMessages': -1 },
      { 'retention.maxMessages': 1.5 },
      { 'retention.maxMessages': '10' },
      { 'retention.maxAgeDays': 1e9 },
      { defaultDomain: '' },
      { defaultDomain: null },
      { defaultDomain: 'not a domain' },
      { defaultDomain: 'a@b.test' },
      { theme: 'dark' },
      { routing: 'sender' },
      { 'retention.maxBytes': -1 },
      { 'smtp.auth': 'none' },
      { 'smtp.users': [{ user: 'new' }] },
      { 'smtp.requireTls': 1 },
    ])('a value that cannot be is refused and changes nothing: %j', async change => {
      const api = create(app)
      await expect(api.call('updateSettings', change as never)).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: Object.keys(change)[0] }],
      })
      expect(await api.call('getSettings', {})).toEqual(defaultSettings)
    })
  },
)

describe('users of SMTP', () => {
  const listed = (...users: string[]) => users.map(user => ({ user }))

  test('go in with a password and come out without; who is named again keeps it', async () => {
    const api = injectClient(app)
    const users = [
      { user: 'app', password: 'secret one' },
      { user: 'other', password: 'secret two' },
    ]
    const answer = await api.call('updateSettings', { 'smtp.users': users })
    expect(answer['smtp.users']).toEqual(listed('app', 'other'))
    expect(JSON.stringify(await api.call('getSettings', {}))).not.toMatch(/secret|scrypt|password/)
    await api.call('updateSettings', { 'smtp.users': listed('other') })
    expect((await api.call('getSettings', {}))['smtp.users']).toEqual(listed('other'))
    await api.call('updateSettings', defaultSettings)
  })

  test.each([
    [{ user: '', password: 'x' }, 'smtp.users.0.user'],
    [{ user: 'a\r\nb', password: 'x' }, 'smtp.users.0.user'],
    [{ user: 'a', password: '' }, 'smtp.users.0.password'],
    [{ user: 'a', password: 'x', admin: true }, 'smtp.users.0.admin'],
  ])('one that cannot be is refused: %j', async (user, field) => {
    await expect(injectClient(app).call('updateSettings', { 'smtp.users': [user] })).rejects.toMatchObject({
      code: 'bad_request',
      details: [{ field }],
    })
  })

  test('a name that is there twice is refused', async () => {
    const twice = [
      { user: 'app', password: 'one' },
      { user: 'app', password: 'two' },
    ]
    await expect(injectClient(app).call('updateSettings', { 'smtp.users': twice })).rejects.toMatchObject({
      code: 'bad_request',
    })
  })
})

test('TLS can be required only where it is offered', async () => {
  const without = await startApp({ starttls: false })
  onTestFinished(() => without.stop())
  await expect(
    injectClient(without).call('updateSettings', { 'smtp.requireTls': true }),
  ).rejects.toMatchObject({ code: 'unprocessable' })
  const onItsPort = await startApp({ starttls: false, smtpsPort: 0 })
  onTestFinished(() => onItsPort.stop())
  const { 'smtp.requireTls': required } = await injectClient(onItsPort).call('updateSettings', {
    'smtp.requireTls': true,
  })
  expect(required).toBe(true)
})

test('required TLS that a later start does not offer is told, with what to do about it', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  const before = await startApp({ dataDir: folder.path })
  await injectClient(before).call('updateSettings', { 'smtp.requireTls': true })
  const ready = async (app: TestApp) => (await fetch(`${app.url}/ready`)).status
  expect([await ready(before), (await injectClient(before).call('getInfo', {})).problems]).toEqual([200, []])
  await before.stop()

  const without = await startApp({ dataDir: folder.path, starttls: false })
  onTestFinished(() => without.stop())
  const api = injectClient(without)
  await expect(sendMail(without.smtpPort, { subject: 'x', text: 'x' })).rejects.toThrow(
    'Must start TLS first',
  )
  expect((await api.call('getInfo', {})).problems).toEqual([
    expect.stringMatching(/^All mail is refused: .*--starttls.*--smtps-port.*smtp\.requireTls to false/),
  ])
  expect(await ready(without)).toBe(503)
  await api.call('updateSettings', { 'smtp.requireTls': false })
  expect([await ready(without), (await api.call('getInfo', {})).problems]).toEqual([200, []])
})

test('kept settings that cannot be are passed over', async () => {
  const folder = temporaryFolder()
  await (await startApp({ dataDir: folder.path })).stop()
  const db = openDatabase(join(folder.path, 'mayfly.db'))
  const users = '[{"user":"app","hash":"scrypt$1$1$1$$"}]'
  const kept = { routing: '"sender"', 'smtp.auth': 'no json', 'smtp.users': users, future: '1' }
  for (const [key, value] of Object.entries(kept)) db.run('INSERT INTO settings VALUES (?, ?)', key, value)
  db.close()
  const again = await startApp({ dataDir: folder.path })
  expect(await injectClient(again).call('getSettings', {})).toEqual(defaultSettings)
  await again.stop()
  folder.remove()
})

test('settings outlive a restart', async () => {
  const folder = temporaryFolder()
  const first = await startApp({ dataDir: folder.path })
  await injectClient(first).call('updateSettings', { unknownRecipients: 'reject' })
  await first.stop()
  const second = await startApp({ dataDir: folder.path })
  expect(await injectClient(second).call('getSettings', {})).toEqual({
    ...defaultSettings,
    unknownRecipients: 'reject',
  })
  await second.stop()
  folder.remove()
})
