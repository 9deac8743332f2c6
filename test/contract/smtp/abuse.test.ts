import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted, openSmtp } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
const opened: Socket[] = []
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
})
afterAll(() => app.stop())
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await api.call('deleteMessages', { pinned: true })
})

function open(): Socket {
  const socket = connect(app.smtpPort, '127.0.0.1')
  socket.on('error', () => {})
  opened.push(socket)
  return socket
}

const stillOpen = async () =>
  (await api.call('listSmtpSessions', {})).items.filter(({ endedAt }) => endedAt === null)

test('thousands of connects at once, each gone again or left open, keep no mail out', async ({
  annotate,
}) => {
  const flood = async () => {
    for (let round = 0; round < 8; round++) {
      const some = Array.from({ length: 250 }, () => open())
      await Promise.all(some.map(socket => once(socket, 'connect').catch(() => {})))
      for (const [index, socket] of some.entries()) if (index % 2 === 0) socket.resetAndDestroy()
    }
  }
  const flooding = flood()
  const replies: string[] = []
  const started = performance.now()
  for (let mail = 0; mail < 5; mail++)
    replies.push(await sendMail(app.smtpPort, { subject: `mail ${mail}`, text: 'x' }))
  await annotate(`a mail took ${Math.round((performance.now() - started) / 5)} ms meanwhile`)
  await flooding
  expect(replies.map(storedId)).toHaveLength(5)
})

test('a reset in the middle of DATA leaves nothing behind', async () => {
  for (let n = 0; n < 20; n++) {
    const socket = open()
    await once(socket, 'data')
    socket.write('EHLO x\r\nMAIL FROM:<a@shop.test>\r\nRCPT TO:<cut@mayfly.test>\r\nDATA\r\n')
    while (!String((await once(socket, 'data'))[0]).includes('354 ')) continue
    socket.write('Subject: cut\r\n\r\nhalf')
    socket.resetAndDestroy()
  }
  storedId(await sendMail(app.smtpPort, { subject: 'whole', text: 'x' }))
  expect((await api.call('listMessages', {})).items.map(({ subject }) => subject)).toEqual(['whole'])
  await expect.poll(stillOpen).toEqual([])
})

test('a client that closes its own half harms nobody: nothing hangs, and nothing is there twice', async () => {
  const socket = open()
  socket.resume()
  socket.end(
    'EHLO x\r\nMAIL FROM:<a@shop.test>\r\nRCPT TO:<b@mayfly.test>\r\nDATA\r\nSubject: half\r\n\r\nx\r\n.\r\n',
  )
  await once(socket, 'close')
  await expect.poll(stillOpen).toEqual([])
  // It does not wait to be told, so it may be gone before its mail was begun.
  expect((await api.call('listMessages', {})).total).toBeLessThanOrEqual(1)
  storedId(await sendMail(app.smtpPort, { subject: 'next', text: 'x' }))
})

describe('what is pipelined where it must not be', () => {
  test.each([
    [
      'a mail before the 354, without a recipient',
      'EHLO x\r\nMAIL FROM:<a@x.test>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\n',
    ],
    [
      'a mail behind a refused recipient',
      'EHLO x\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\n',
    ],
    ['a second DATA inside of RCPT', 'EHLO x\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test\rDATA>\r\n.\r\n'],
    [
      'BDAT, which was not offered',
      'EHLO x\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nBDAT 5 LAST\r\nhello',
    ],
  ])('%s is stored nowhere', async (_name, words) => {
    const session = await openSmtp(app.smtpPort)
    session.write(`${words}\r\nQUIT\r\n`)
    await session.ended
    expect((await api.call('listMessages', {})).total).toBe(0)
  })

  test('commands behind QUIT are not carried out', async () => {
    const session = await openSmtp(app.smtpPort)
    session.write(
      'QUIT\r\nEHLO x\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\n',
    )
    await session.ended
    expect((await api.call('listMessages', {})).total).toBe(0)
  })
})

describe('TLS', () => {
  test('is not given up: where it is required, nothing goes in the clear behind a failed STARTTLS', async () => {
    await api.call('updateSettings', { 'smtp.requireTls': true })
    const session = await openGreeted(app.smtpPort)
    expect(await session.say('STARTTLS')).toMatch(/^220 /)
    session.write('MAIL FROM:<a@shop.test>\r\nRCPT TO:<b@mayfly.test>\r\nDATA\r\n')
    await session.ended
    const again = await openGreeted(app.smtpPort)
    expect(await again.say('MAIL FROM:<a@shop.test>')).toMatch(/^530 5\.7\.0 /)
    expect(await again.say(`AUTH PLAIN ${btoa('\0app\0secret')}`)).toMatch(/^538 /)
    await again.quit()
    expect((await api.call('listMessages', {})).total).toBe(0)
    await api.call('updateSettings', { 'smtp.requireTls': false })
  })

  test('STARTTLS with words behind it, or twice, starts no second session', async () => {
    const session = await openGreeted(app.smtpPort)
    expect(await session.say('STARTTLS now')).toMatch(/^501 /)
    expect(await session.say('STARTTLS')).toMatch(/^220 /)
    await session.upgrade()
    await session.say('EHLO client.test')
    expect(await session.say('STARTTLS')).toMatch(/^50\d /)
    await session.quit()
  })
})
