import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(() => emptyStore(api))

const subjects = async () =>
  (await api.call('listMessages', {})).items.map(({ subject }) => subject).toSorted()

test('the 250 names the message, which can be read at once', async () => {
  const id = storedId(await sendMail(app.smtpPort, { subject: 'named', text: 'x' }))
  expect((await api.call('getMessage', { id })).subject).toBe('named')
})

test('a whole transaction in one packet, a second right behind it', async () => {
  const session = await openGreeted(app.smtpPort)
  const mail = (name: string) =>
    `MAIL FROM:<a@shop.test>\r\nRCPT TO:<b@mayfly.test>\r\nDATA\r\nSubject: ${name}\r\n\r\nx\r\n.\r\n`
  session.write(`${mail('one')}${mail('two')}QUIT\r\n`)
  const codes: string[] = []
  for (let n = 0; n < 9; n++) codes.push((await session.reply()).slice(0, 3))
  expect(codes).toEqual(['250', '250', '354', '250', '250', '250', '354', '250', '221'])
  await session.ended
  expect(await subjects()).toEqual(['one', 'two'])
})

test('RSET forgets the envelope; many mails go over one connection', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.envelope('forgotten@shop.test', 'forgotten@mayfly.test')
  expect(await session.say('RSET')).toMatch(/^250 /)
  expect(await session.say('DATA')).toMatch(/^503 /)
  const ids = []
  for (let n = 0; n < 20; n++) {
    await session.envelope('a@shop.test', `r${n}@mayfly.test`)
    ids.push(storedId(await session.data(`Subject: mail ${n}\r\n\r\nx\r\n.\r\n`)))
  }
  await session.quit()
  expect(new Set(ids).size).toBe(20)
  const { items, total } = await api.call('listMessages', {})
  expect(total).toBe(20)
  expect(items.every(({ envelope }) => envelope.rcptTo.length === 1)).toBe(true)
  expect((await api.call('listMailboxes', { q: 'forgotten' })).total).toBe(0)
})

describe('a client that disappears in the middle of DATA', () => {
  test.each(['drop', 'end'] as const)('leaves nothing behind (%s)', async how => {
    const session = await openGreeted(app.smtpPort)
    await session.envelope('a@shop.test', 'half@mayfly.test')
    await session.say('DATA')
    session.write('Subject: half a mail\r\n\r\nThis is not')
    session[how]()
    await session.ended
    await sendMail(app.smtpPort, { subject: 'after', text: 'x' })
    expect(await subjects()).toEqual(['after'])
    expect((await api.call('listMailboxes', { q: 'half' })).total).toBe(0)
  })

  test('gives back the memory that was set aside for it', async () => {
    // Each announces 50 MB: if the shares were kept, the third would wait for ever.
    for (let n = 0; n < 5; n++) {
      const session = await openGreeted(app.smtpPort)
      await session.say('MAIL FROM:<a@shop.test> SIZE=52000000')
      await session.say('RCPT TO:<half@mayfly.test>')
      await session.say('DATA')
      session.write(Buffer.alloc(200_000, 'x'))
      session.drop()
      await session.ended
    }
    const session = await openGreeted(app.smtpPort)
    await session.envelope('a@shop.test', 'b@mayfly.test')
    storedId(await session.data(`Subject: large\r\n\r\n${'x'.repeat(200_000)}\r\n.\r\n`))
    await session.quit()
    expect(await subjects()).toEqual(['large'])
  })
})

describe('when the server stops', () => {
  test('a mail that is being sent is finished, acknowledged and there after the restart', async () => {
    const folder = temporaryFolder()
    const own = await startApp({ dataDir: folder.path })
    const sending = await openGreeted(own.smtpPort)
    const idle = await openGreeted(own.smtpPort)
    await sending.envelope('a@shop.test', 'b@mayfly.test')
    await sending.say('DATA')
    sending.write('Subject: on its way\r\n\r\n')
    const stopped = own.stop()
    expect(await idle.reply()).toMatch(/^421 4\.3\.2 /)
    sending.write('the rest\r\n.\r\n')
    const id = storedId(await sending.reply())
    await Promise.all([stopped, idle.ended, sending.ended])

    const again = await startApp({ dataDir: folder.path })
    expect(await injectClient(again).call('getMessage', { id })).toMatchObject({
      subject: 'on its way',
      text: expect.stringContaining('the rest') as string,
    })
    await again.stop()
    folder.remove()
  })

  test('nobody can connect any more', async () => {
    const own = await startApp()
    await own.stop()
    await expect(sendMail(own.smtpPort, { subject: 'too late', text: 'x' })).rejects.toThrow('ECONNREFUSED')
  })
})
