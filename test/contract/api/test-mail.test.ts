import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp({ smtpsPort: 0 })
  api = injectClient(app)
})
afterAll(() => app.stop())

test.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'over %s: the mail takes the way that every mail takes, and can be read',
  async (_name, create) => {
    const report = await create(app).call('sendTestMail', { to: 'me@shop.test' })
    expect(report).toMatchObject({
      delivered: true,
      failedStep: null,
      problem: null,
      to: 'me@shop.test',
      host: '127.0.0.1',
      port: app.smtpPort,
    })
    const message = await api.call('getMessage', { id: report.messageId! })
    expect(message.address).toBe('me@shop.test')
    expect(message.codes[0]!.value).toMatch(/^\d{6}$/)
    expect(message.smtp!.helo).toBe('test-mail.mayfly.localhost')
    expect(report.dialogue[0]!.text).toMatch(/^220 /)
    expect(report.dialogue.map(({ text }) => text)).toContain('RCPT TO:<me@shop.test>')
  },
)

test('without an address it goes to the default domain', async () => {
  expect((await api.call('sendTestMail', {})).to).toBe('hello@mayfly.test')
})

describe('what fails is named', () => {
  const fails = async (settings: object, input: object = {}) => {
    await api.call('updateSettings', settings)
    const report = await api.call('sendTestMail', { to: 'nobody@shop.test', ...input })
    return [report.delivered, report.failedStep, report.problem, report.messageId]
  }

  test('an address without a mailbox', async () => {
    expect(await fails({ unknownRecipients: 'reject' })).toEqual([
      false,
      'recipient',
      '550 5.1.1 There is no such mailbox',
      null,
    ])
    await api.call('updateSettings', { unknownRecipients: 'capture' })
  })

  test('a login that is needed, wrong, and right; its password is not in the dialogue', async () => {
    const listed = { 'smtp.auth': 'listed', 'smtp.users': [{ user: 'app', password: 'secret words' }] }
    expect((await fails(listed)).slice(0, 2)).toEqual([false, 'login'])
    expect((await fails({}, { user: 'app', password: 'wrong' })).slice(0, 2)).toEqual([false, 'login'])
    const report = await api.call('sendTestMail', { user: 'app', password: 'secret words' })
    expect(report.delivered).toBe(true)
    const said = JSON.stringify(report.dialogue)
    expect(said).toContain('AUTH PLAIN <hidden>')
    expect(said).not.toContain(Buffer.from('\0app\0secret words').toString('base64'))
    await api.call('updateSettings', { 'smtp.auth': 'any' })
  })

  test('where TLS is required it is used', async () => {
    await api.call('updateSettings', { 'smtp.requireTls': true })
    const report = await api.call('sendTestMail', {})
    expect(report.delivered).toBe(true)
    expect((await api.call('getMessage', { id: report.messageId! })).smtp!.tls).toBe(true)
    await api.call('updateSettings', { 'smtp.requireTls': false })
  })
})

test('what is no address is refused', async () => {
  await expect(api.call('sendTestMail', { to: 'nobody' })).rejects.toMatchObject({ code: 'bad_request' })
})
