import nodemailer from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultSettings } from '#shared/api/settings.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted, openSmtp, type SmtpSession } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let now = Date.parse('2026-01-01T12:00:00Z')
let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp({ smtpsPort: 0, now: () => now })
  api = injectClient(app)
  await api.call('updateSettings', { 'smtp.users': [{ user: 'app', password: 'right' }] })
})
afterAll(() => app.stop())
beforeEach(async () => {
  now += 10 * 60_000 // whoever was slowed down is forgiven
  const { 'smtp.users': _kept, ...others } = defaultSettings
  await api.call('updateSettings', others)
})

const base64 = (value: string) => Buffer.from(value).toString('base64')
const plain = (password: string, user = 'app') => `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`
const keywords = async (session: SmtpSession) =>
  (await session.say('EHLO client.test')).split('\n').map(line => line.slice(4))
const small = 'Subject: x\r\n\r\nx\r\n.\r\n'

describe('when logins must be listed', () => {
  beforeEach(() => api.call('updateSettings', { 'smtp.auth': 'listed' }))

  test('only what can be checked is offered', async () => {
    const session = await openGreeted(app.smtpPort)
    expect(await keywords(session)).toContain('AUTH PLAIN LOGIN')
    expect(await session.say('AUTH CRAM-MD5')).toMatch(/^504 5\.5\.4 /)
    expect(await session.say(`AUTH XOAUTH2 ${base64('user=app\x01auth=Bearer right\x01\x01')}`)).toMatch(
      /^504 /,
    )
    await session.quit()
  })

  test('the right one may send, by PLAIN and by LOGIN', async () => {
    const one = await openGreeted(app.smtpPort)
    expect(await one.say(plain('right'))).toMatch(/^235 /)
    await one.envelope('a@shop.test', 'b@mayfly.test')
    const id = storedId(await one.data(small))
    await one.quit()
    expect((await api.call('getMessage', { id })).smtp?.user).toBe('app')
    const two = await openGreeted(app.smtpPort)
    await two.say('AUTH LOGIN')
    await two.say(base64('app'))
    expect(await two.say(base64('right'))).toMatch(/^235 /)
    await two.quit()
  })

  test.each([
    ['a wrong password', plain('wrong')],
    ['no password', plain('')],
    ['an unknown user', plain('right', 'nobody')],
    ['a user in another case', plain('right', 'APP')],
  ])('%s is refused', async (_title, line) => {
    const session = await openGreeted(app.smtpPort)
    expect(await session.say(line)).toBe('535 5.7.8 The user name or the password is wrong')
    expect(await session.say('MAIL FROM:<a@shop.test>')).toBe('530 5.7.0 Authentication required')
    expect(await session.say(plain('right'))).toMatch(/^235 /)
    expect(await session.say('MAIL FROM:<a@shop.test>')).toMatch(/^250 /)
    await session.quit()
  })

  test('mail without a login is refused, and the session log says so', async () => {
    await expect(sendMail(app.smtpPort, { subject: 'x' })).rejects.toThrow('530 5.7.0')
    const [newest] = (await api.call('listSmtpSessions', { limit: 1 })).items
    expect(newest).toMatchObject({ accepted: 0, refusal: '530 5.7.0 Authentication required' })
  })

  test('guessing is slowed down, over connections, and a right one that is new waits too', async () => {
    const users = [
      { user: 'app', password: 'right' },
      { user: 'late', password: 'right' },
    ]
    await api.call('updateSettings', { 'smtp.users': users })
    const guess = async (password: string, user = 'late') => {
      const session = await openGreeted(app.smtpPort)
      const reply = await session.say(plain(password, user))
      await session.quit()
      return reply.slice(0, 9)
    }
    expect(await guess('right', 'app')).toBe('235 2.7.0')
    const replies = []
    for (let n = 0; n < 12; n++) replies.push(await guess(`guess ${n}`))
    expect(replies).toEqual([...Array<string>(10).fill('535 5.7.8'), '454 4.7.0', '454 4.7.0'])
    expect(await guess('right')).toBe('454 4.7.0')
    // Another app on the same machine goes on: its login was good before.
    expect(await guess('right', 'app')).toBe('235 2.7.0')
    expect(await guess('wrong', 'app')).toBe('454 4.7.0')
    now += 6_000
    expect(await guess('right')).toBe('235 2.7.0')
  })

  test('many right ones are not slowed down', async () => {
    for (let n = 0; n < 30; n++) {
      const session = await openGreeted(app.smtpPort)
      expect(await session.say(plain('right'))).toMatch(/^235 /)
      await session.quit()
    }
  })
})

test('who logged in when any login was taken must log in again once they are listed', async () => {
  const session = await openGreeted(app.smtpPort)
  expect(await session.say(plain('whatever', 'anybody'))).toMatch(/^235 /)
  await api.call('updateSettings', { 'smtp.auth': 'listed' })
  expect(await session.say('MAIL FROM:<a@shop.test>')).toMatch(/^530 5\.7\.0 /)
  await session.quit()
})

describe('when TLS is required', () => {
  beforeEach(() => api.call('updateSettings', { 'smtp.requireTls': true }))

  test('neither login nor mail is taken before, and no login is offered', async () => {
    const session = await openGreeted(app.smtpPort)
    expect((await keywords(session)).filter(line => /^(AUTH|STARTTLS)/.test(line))).toEqual(['STARTTLS'])
    expect(await session.say(plain('right'))).toMatch(/^538 5\.7\.11 /)
    expect(await session.say('AUTH LOGIN')).toMatch(/^538 5\.7\.11 /)
    expect(await session.say('MAIL FROM:<a@shop.test>')).toMatch(/^530 5\.7\.0 /)
    expect(await session.say('NOOP')).toMatch(/^250 /)
    await session.say('STARTTLS')
    await session.upgrade()
    expect(await keywords(session)).toContain('AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2')
    expect(await session.say(plain('right'))).toMatch(/^235 /)
    await session.envelope('a@shop.test', 'b@mayfly.test')
    storedId(await session.data(small))
    await session.quit()
  })

  test('the port with TLS from the start needs nothing more', async () => {
    const session = await openSmtp(app.smtpsPort!, { implicitTls: true })
    expect(await keywords(session)).toContain('AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2')
    await session.envelope('a@shop.test', 'b@mayfly.test')
    storedId(await session.data(small))
    await session.quit()
  })

  test('a mail library goes along, with listed users too', async () => {
    await api.call('updateSettings', { 'smtp.auth': 'listed' })
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: app.smtpPort,
      auth: { user: 'app', pass: 'right' },
      tls: { rejectUnauthorized: false },
    })
    const { response } = await transport.sendMail({ from: 'a@shop.test', to: 'b@mayfly.test', text: 'x' })
    transport.close()
    expect(await api.call('getMessage', { id: storedId(response) })).toMatchObject({
      smtp: { tls: true, user: 'app' },
    })
  })
})
