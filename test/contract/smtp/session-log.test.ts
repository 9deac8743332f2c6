import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { SmtpSessionDetail } from '#shared/api/sessions.ts'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted, openSmtp } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
let now = Date.parse('2026-03-01T12:00:00Z')
beforeAll(async () => {
  app = await startApp({ now: () => now })
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(() => void (now += 60_000))

const base64 = (value: string) => Buffer.from(value).toString('base64')
const small = `Subject: x\r\n\r\n${'x'.repeat(2_329)}\r\n.\r\n`

const newest = async () => (await api.call('listSmtpSessions', { limit: 1 })).items[0]!
const newestDetail = async () => api.call('getSmtpSession', { id: (await newest()).id })
const ended = async () => expect.poll(async () => (await newest()).endedAt).not.toBeNull()
const spoken = ({ dialogue }: SmtpSessionDetail, from: 'client' | 'server') =>
  dialogue.filter(line => line.from === from).map(({ text }) => text)

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'the session of a mail over %s',
  (_name, create) => {
    test('is found from the message, and says what was said', async () => {
      const client = create(app)
      const session = await openGreeted(app.smtpPort)
      await session.envelope('a@shop.test', 'b@mayfly.test')
      now += 1_500
      const reply = await session.data(small)
      await session.quit()
      const { smtp } = await client.call('getMessage', { id: storedId(reply) })
      const { id } = (await client.call('listSmtpSessions', { limit: 1 })).items[0]!
      expect(id).toBe(smtp!.sessionId)
      const detail = await client.call('getSmtpSession', { id })
      expect(spoken(detail, 'client')).toEqual([
        'EHLO client.test',
        'MAIL FROM:<a@shop.test>',
        'RCPT TO:<b@mayfly.test>',
        'DATA',
        '<2,345 bytes>',
        'QUIT',
      ])
      expect(spoken(detail, 'server').at(0)).toBe('220 localhost ESMTP Mayfly')
      expect(spoken(detail, 'server').at(1)).toMatch(/^250-localhost .*\n(250-.*\n)+250 SIZE 52428800$/)
      expect(spoken(detail, 'server').slice(2)).toEqual([
        '250 2.1.0 Accepted',
        '250 2.1.5 Accepted',
        '354 End data with <CR><LF>.<CR><LF>',
        reply,
        '221 2.0.0 Bye',
      ])
      expect(detail).toMatchObject({
        helo: 'client.test',
        remoteAddress: '127.0.0.1',
        user: null,
        omitted: 0,
      })
      expect(detail).toMatchObject({ accepted: 1, refused: 0, refusal: null, tls: false })
      const { at } = detail.dialogue.find(({ text }) => text === reply)!
      expect(Date.parse(at) - Date.parse(detail.startedAt)).toBe(1_500)
    })
  },
)

test('a session that is still open can be read, and is listed first', async () => {
  await sendMail(app.smtpPort, { subject: 'before', text: 'x' })
  const session = await openGreeted(app.smtpPort)
  const open = await newest()
  expect(open).toMatchObject({ helo: 'client.test', endedAt: null })
  expect(spoken(await newestDetail(), 'client')).toEqual(['EHLO client.test'])
  await session.quit()
  await ended()
  expect((await newest()).id).toBe(open.id)
})

test('what is refused is counted, and why is said', async () => {
  await api.call('updateSettings', { unknownRecipients: 'reject' })
  const session = await openGreeted(app.smtpPort)
  await session.envelope('a@shop.test', 'nobody@mayfly.test')
  await session.say('DATA')
  await session.quit()
  await api.call('updateSettings', { unknownRecipients: 'capture' })
  const detail = await newestDetail()
  const refusal = '550 5.1.1 There is no such mailbox'
  expect(detail).toMatchObject({ accepted: 0, refused: 2, refusal })
  expect(detail.dialogue.filter(({ reason }) => reason)).toMatchObject([
    { from: 'server', text: refusal, reason: 'unknown' },
    { from: 'server', text: '503 5.5.1 Error: need RCPT command', reason: 'protocol' },
  ])
})

describe('secrets are left out', () => {
  const secret = 'top secret'
  const forbidden = [secret, base64(secret), base64(`\0user\0${secret}`), 'dG9wIHNlY3JldA']

  async function everything(): Promise<string> {
    const text = JSON.stringify(await newestDetail())
    for (const one of forbidden) expect(text).not.toContain(one)
    return text
  }

  test('in one line', async () => {
    const session = await openGreeted(app.smtpPort)
    await session.say(`AUTH PLAIN ${base64(`\0user\0${secret}`)}`)
    await session.quit()
    expect(await everything()).toContain('AUTH PLAIN <hidden>')
    expect(await newest()).toMatchObject({ user: 'user' })
  })

  test('on lines of their own', async () => {
    const session = await openGreeted(app.smtpPort)
    await session.say('AUTH LOGIN')
    await session.say(base64('user'))
    await session.say(base64(secret))
    await session.quit()
    await everything()
    expect(spoken(await newestDetail(), 'client').slice(1)).toEqual([
      'AUTH LOGIN',
      '<hidden>',
      '<hidden>',
      'QUIT',
    ])
  })

  test.each([
    `AUTH ${base64(secret)}`,
    `auth\tplain\t${base64(`\0user\0${secret}`)}`,
    `  AUTH PLAIN ${base64(`\0user\0${secret}`)}`,
    `AUTH XYZ ${base64(secret)}`,
    `AUTH LOGIN ${base64('user')} ${base64(secret)}`,
  ])('however wrong the line is: %j', async line => {
    const session = await openGreeted(app.smtpPort)
    expect(await session.say(line)).toMatch(/^5/)
    await session.quit()
    await everything()
  })

  test('when a client sends them after it was refused', async () => {
    const session = await openGreeted(app.smtpPort)
    session.write(`AUTH DIGEST-MD5\r\n${base64('user')}\r\n${base64(secret)}\r\n`)
    for (let n = 0; n < 3; n++) expect(await session.reply()).toMatch(/^50/)
    await session.quit()
    await everything()
  })

  test('and so is a mail that follows a refused DATA', async () => {
    const session = await openGreeted(app.smtpPort)
    session.write(`DATA\r\nSubject: ${secret}\r\n\r\nThe code is ${secret}\r\n.\r\n`)
    for (let n = 0; n < 5; n++) expect(await session.reply()).toMatch(/^50/)
    await session.quit()
    await everything()
  })
})

test('TLS is noted where it begins', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.say('STARTTLS')
  await session.upgrade()
  await session.say('EHLO inside.test')
  await session.quit()
  const detail = await newestDetail()
  expect(detail).toMatchObject({ tls: true, helo: 'inside.test' })
  const texts = detail.dialogue.map(({ text }) => text)
  const started = texts.indexOf('<TLS started: TLSv1.3>')
  expect(texts.slice(started - 2, started)).toEqual(['STARTTLS', '220 2.0.0 Ready to start TLS'])
  expect(texts[started + 1]).toBe('EHLO inside.test')
})

test('a handshake that fails is noted, and so is a connection that breaks off', async () => {
  const garbled = await openGreeted(app.smtpPort)
  await garbled.say('STARTTLS')
  garbled.write('this is no handshake\r\n')
  await garbled.ended
  await ended()
  expect(spoken(await newestDetail(), 'server').at(-1)).toMatch(/^<TLS failed: /)

  const broken = await openGreeted(app.smtpPort)
  await broken.envelope('a@shop.test', 'b@mayfly.test')
  await broken.say('DATA')
  broken.write('x'.repeat(2_345))
  broken.drop()
  await ended()
  const detail = await newestDetail()
  expect(spoken(detail, 'client').at(-1)).toMatch(/^<[\d,]+ bytes, then the connection was lost>$/)
  expect(detail).toMatchObject({ accepted: 0, refused: 0 })
})

test('a session that never ends keeps its beginning and its end', async () => {
  const session = await openGreeted(app.smtpPort)
  for (let n = 0; n < 300; n++) await session.say(n === 299 ? 'HELP' : 'NOOP')
  await session.say(`VRFY ${'long'.repeat(1_000)}`)
  const detail = await newestDetail()
  expect(detail.dialogue).toHaveLength(200)
  expect(detail.omitted).toBe(1 + 2 + 600 + 2 - 200)
  expect(spoken(detail, 'client').slice(0, 2)).toEqual(['EHLO client.test', 'NOOP'])
  const [help, long] = spoken(detail, 'client').slice(-2)
  expect(help).toBe('HELP')
  expect(long!.length).toBe(501)
  await session.quit()
})

test('who is told to go at the end has not been refused', async () => {
  const folder = temporaryFolder()
  const own = await startApp({ dataDir: folder.path })
  const session = await openSmtp(own.smtpPort)
  await own.stop()
  await session.ended
  const again = await startApp({ dataDir: folder.path })
  onTestFinished(async () => {
    await again.stop()
    folder.remove()
  })
  const { items } = await injectClient(again).call('listSmtpSessions', {})
  expect(items).toMatchObject([{ refused: 0, helo: '' }])
  const { dialogue } = await injectClient(again).call('getSmtpSession', { id: items[0]!.id })
  expect(dialogue.at(-1)!.text).toBe('421 4.3.2 Mayfly is stopping')
})
