import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSmtp } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

test('greets as ESMTP and names what it can in EHLO', async () => {
  const session = await openSmtp(app.smtpPort)
  expect(session.greeting).toBe('220 localhost ESMTP Mayfly')
  const [hello, ...keywords] = (await session.say('EHLO client.test')).split('\n').map(line => line.slice(4))
  expect(hello).toContain('localhost')
  expect(keywords.toSorted()).toEqual([
    '8BITMIME',
    'AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2',
    'ENHANCEDSTATUSCODES',
    'PIPELINING',
    'SIZE 52428800',
    'SMTPUTF8',
    'STARTTLS',
  ])
  await session.quit()
})

test('HELO is enough', async () => {
  const session = await openSmtp(app.smtpPort)
  expect(await session.say('HELO client.test')).toMatch(/^250 /)
  expect(await session.envelope('a@shop.test', 'b@mayfly.test')).toEqual([
    '250 2.1.0 Accepted',
    '250 2.1.5 Accepted',
  ])
  await session.quit()
})

// Without the usual pause before the greeting nobody can talk too early: a script may pipe its lines in at once.
test('a client that does not wait for the greeting is answered in order', async () => {
  const socket = connect(app.smtpPort, '127.0.0.1')
  socket.write('EHLO script\r\nMAIL FROM:<a@shop.test>\r\nRCPT TO:<early@mayfly.test>\r\nDATA\r\n')
  socket.write('Subject: early\r\n\r\nbody\r\n.\r\nQUIT\r\n')
  const codes = (await text(socket)).match(/^\d{3}(?= )/gm)
  expect(codes).toEqual(['220', '250', '250', '250', '354', '250', '221'])
})

test('answers commands that it does not know, or that come out of turn, and goes on', async () => {
  const session = await openSmtp(app.smtpPort)
  expect(await session.say('MAIL FROM:<a@shop.test>')).toMatch(/^503 5\.5\.1 /)
  await session.say('EHLO client.test')
  expect(await session.say('NONSENSE')).toMatch(/^500 5\.5\.2 /)
  expect(await session.say('RCPT TO:<a@mayfly.test>')).toMatch(/^503 5\.5\.1 /)
  expect(await session.say('DATA')).toMatch(/^503 5\.5\.1 /)
  expect(await session.say('VRFY a@mayfly.test')).toMatch(/^252 /)
  expect(await session.say('NOOP')).toMatch(/^250 /)
  await session.quit()
})

test('a browser that is made to post to the port is hung up on', async () => {
  const session = await openSmtp(app.smtpPort)
  expect(await session.say('POST / HTTP/1.1')).toMatch(/^421 /)
  await session.ended
})

test('a command line without end is cut off; others are served', async () => {
  const session = await openSmtp(app.smtpPort)
  session.write('EHLO ' + 'x'.repeat(20 * 1024))
  expect(await session.reply()).toMatch(/^421 .*too long/)
  await session.ended
  const other = await openSmtp(app.smtpPort)
  expect(await other.say('EHLO client.test')).toMatch(/^250/)
  await other.quit()
})
