import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted, type SmtpSession } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const base64 = (value: string) => Buffer.from(value).toString('base64')
const fromBase64 = (value: string) => Buffer.from(value, 'base64').toString()

async function recordedUser(session: SmtpSession): Promise<string | null | undefined> {
  await session.envelope('a@shop.test', 'b@mayfly.test')
  const id = storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
  await session.quit()
  return (await injectClient(app).call('getMessage', { id })).smtp?.user
}

const welcome = '235 2.7.0 Authentication successful'

test('PLAIN in one line, and with the answer on a line of its own', async () => {
  const one = await openGreeted(app.smtpPort)
  expect(await one.say(`AUTH PLAIN ${base64('\0user\0any password')}`)).toBe(welcome)
  expect(await recordedUser(one)).toBe('user')
  const two = await openGreeted(app.smtpPort)
  expect(await two.say('AUTH PLAIN')).toMatch(/^334/)
  expect(await two.say(base64('\0Jürgen\0'))).toBe(welcome)
  expect(await recordedUser(two)).toBe('Jürgen')
})

test('LOGIN', async () => {
  const session = await openGreeted(app.smtpPort)
  expect(fromBase64((await session.say('AUTH LOGIN')).slice(4))).toBe('Username:')
  expect(fromBase64((await session.say(base64('user@shop.test'))).slice(4))).toBe('Password:')
  expect(await session.say(base64('whatever'))).toBe(welcome)
  expect(await recordedUser(session)).toBe('user@shop.test')
})

test('CRAM-MD5', async () => {
  const session = await openGreeted(app.smtpPort)
  const challenge = fromBase64((await session.say('AUTH CRAM-MD5')).slice(4))
  const digest = createHmac('md5', 'any password').update(challenge).digest('hex')
  expect(await session.say(base64(`cram ${digest}`))).toBe(welcome)
  expect(await recordedUser(session)).toBe('cram')
})

test.each(['Shop Team', 'a  b c', ' leading', '50%20off', '% 25', 'Jürgen Groß'])(
  'CRAM-MD5 takes the whole name of the user: "%s"',
  async user => {
    const session = await openGreeted(app.smtpPort)
    const challenge = fromBase64((await session.say('AUTH CRAM-MD5')).slice(4))
    const digest = createHmac('md5', 'any password').update(challenge).digest('hex')
    expect(await session.say(base64(`${user} ${digest}`))).toBe(welcome)
    expect(await recordedUser(session)).toBe(user)
  },
)

test('CRAM-MD5 can be broken off, and the next login is as good as any', async () => {
  const session = await openGreeted(app.smtpPort)
  expect(await session.say('AUTH CRAM-MD5')).toMatch(/^334 /)
  expect(await session.say('*')).toMatch(/^501 /)
  expect(await session.say(`AUTH PLAIN ${base64('\0a%20b\0x')}`)).toBe(welcome)
  expect(await recordedUser(session)).toBe('a%20b')
})

test('XOAUTH2', async () => {
  const session = await openGreeted(app.smtpPort)
  const token = base64('user=oauth@shop.test\x01auth=Bearer any-token\x01\x01')
  expect(await session.say(`AUTH XOAUTH2 ${token}`)).toBe(welcome)
  expect(await recordedUser(session)).toBe('oauth@shop.test')
})

test('no login is needed, and then none is recorded', async () => {
  const id = storedId(await sendMail(app.smtpPort, { subject: 'x', text: 'x' }))
  expect((await injectClient(app).call('getMessage', { id })).smtp?.user).toBeNull()
})

test('a login can be broken off, is refused when it is none, and the password is nowhere to be read', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.say('AUTH LOGIN')
  expect(await session.say('*')).toMatch(/^501 /)
  expect(await session.say(`AUTH PLAIN ${base64('no separators')}`)).toMatch(/^501 /)
  expect(await session.say(`AUTH PLAIN ${base64('\0bad\r\nname\0x')}`)).toMatch(/^501 /)
  expect(await session.say('AUTH DIGEST-MD5')).toMatch(/^50\d /)
  await session.say(`AUTH PLAIN ${base64('\0user\0top secret')}`)
  await session.envelope('a@shop.test', 'b@mayfly.test')
  const id = storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
  await session.quit()
  const answer = JSON.stringify(await injectClient(app).call('getMessage', { id }))
  expect(answer).not.toContain('top secret')
  expect(answer).not.toContain(base64('\0user\0top secret'))
})
