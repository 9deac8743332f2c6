import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '#main/storage/database.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
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

const small = 'Subject: small\r\n\r\nx\r\n.\r\n'

test('the 101st recipient is put off; the first hundred get the mail', async () => {
  const session = await openGreeted(app.smtpPort)
  const addresses = Array.from({ length: 101 }, (_, index) => `r${index}@mayfly.test`)
  const replies = await session.envelope('a@shop.test', ...addresses)
  expect(replies.slice(1, 101).every(reply => reply.startsWith('250 '))).toBe(true)
  expect(replies[101]).toMatch(/^452 4\.5\.3 /)
  expect(await session.data(small)).toMatch(/^250 .* and 99 more$/)
  await session.quit()
  const { items, total } = await api.call('listMessages', { limit: 200 })
  expect(total).toBe(100)
  expect(items.map(({ address }) => address).toSorted()).toEqual(addresses.slice(0, 100).toSorted())
})

test('an address that is named twice, in whatever case, gets the mail once', async () => {
  await sendRaw(app.smtpPort, Buffer.from('Subject: x\r\n\r\n'), {
    to: ['Anna@Mayfly.test', 'anna@mayfly.TEST'],
  })
  expect((await api.call('listMessages', {})).total).toBe(1)
  expect((await api.call('getMailbox', { idOrAddress: 'ANNA@mayfly.test' })).messageCount).toBe(1)
})

test('a mail without a sender (a bounce) is taken', async () => {
  const id = storedId(await sendRaw(app.smtpPort, Buffer.from('Subject: bounce\r\n\r\n'), { from: '' }))
  expect((await api.call('getMessage', { id })).envelope.mailFrom).toBe('')
})

test('postmaster needs no domain (RFC 5321, 4.1.1.3) and can be found by that name', async () => {
  for (let n = 0; n < 2; n++)
    storedId(await sendRaw(app.smtpPort, Buffer.from('Subject: x\r\n\r\n'), { to: ['Postmaster'] }))
  expect((await api.call('listMailboxes', {})).items).toMatchObject([
    { address: 'Postmaster', messageCount: 2 },
  ])
  const { total } = await api.call('listMailboxMessages', { idOrAddress: 'postmaster' })
  expect(total).toBe(2)
})

test('addresses beyond ASCII (RFC 6531)', async () => {
  const session = await openGreeted(app.smtpPort)
  expect(await session.say('MAIL FROM:<jürgen@bücher.test> SMTPUTF8')).toMatch(/^250 /)
  expect(await session.say('RCPT TO:<用户@例え.test>')).toMatch(/^250 /)
  const id = storedId(await session.data(small))
  await session.quit()
  const message = await api.call('getMessage', { id })
  expect(message).toMatchObject({
    address: '用户@例え.test',
    envelope: { mailFrom: 'jürgen@bücher.test', rcptTo: ['用户@例え.test'] },
  })
  expect((await api.call('getMailbox', { idOrAddress: '用户@例え.test' })).id).toBe(message.mailboxId)
})

describe('what is no address', () => {
  test.each([
    ['a NUL', 'a\0b@mayfly.test'],
    ['a tab', 'a\tb@mayfly.test'],
    ['an escape', 'a\x1b[2Jb@mayfly.test'],
    ['a bare CR and a header', 'a@mayfly.test\rX-Evil: 1'],
    ['a C1 line end', 'a\u0085b@mayfly.test'],
    ['two at signs', 'a@b@mayfly.test'],
    ['no domain', 'a@'],
    ['no local part', '@mayfly.test'],
    ['angle brackets inside', 'a<b>@mayfly.test'],
    ['300 characters', `${'a'.repeat(300)}@mayfly.test`],
  ])('is refused as sender and as recipient: %s', async (_name, address) => {
    const session = await openGreeted(app.smtpPort)
    expect(await session.say(`MAIL FROM:<${address}>`)).toMatch(/^501 5\.1\.7 /)
    await session.say('MAIL FROM:<a@shop.test>')
    expect(await session.say(`RCPT TO:<${address}>`)).toMatch(/^501 5\.1\.3 /)
    expect(await session.say('RSET')).toMatch(/^250 /)
    await session.quit()
    expect((await api.call('listMailboxes', {})).total).toBe(0)
  })

  test('a line end in an address only starts a command of its own', async () => {
    const session = await openGreeted(app.smtpPort)
    await session.say('MAIL FROM:<a@shop.test>')
    session.write('RCPT TO:<a@mayfly.test\r\nX-Evil: 1>\r\n')
    expect(await session.reply()).toMatch(/^501 /)
    expect(await session.reply()).toMatch(/^500 /)
    await session.say('RSET')
    await session.quit()
  })
})

describe('who gets mail', () => {
  test('unknown recipients are refused when the owner wants that; known ones are not', async () => {
    await api.call('createMailbox', { address: 'known@mayfly.test' })
    await api.call('updateSettings', { unknownRecipients: 'reject' })
    const session = await openGreeted(app.smtpPort)
    const replies = await session.envelope('a@shop.test', 'Known@mayfly.test', 'unknown@mayfly.test')
    expect(replies.at(-1)).toMatch(/^550 5\.1\.1 /)
    storedId(await session.data(small))
    await session.quit()
    await api.call('updateSettings', { unknownRecipients: 'capture' })
    expect((await api.call('listMailboxes', {})).total).toBe(1)
    expect((await api.call('listMessages', {})).items.map(({ address }) => address)).toEqual([
      'Known@mayfly.test',
    ])
  })

  test.each(['archived', 'expired'])('a mailbox that is %s takes none', async status => {
    const folder = temporaryFolder()
    const own = await startApp({ dataDir: folder.path })
    await sendMail(own.smtpPort, { to: 'past@mayfly.test', subject: 'before', text: 'x' })
    const db = openDatabase(join(folder.path, 'mayfly.db'))
    db.run('UPDATE mailboxes SET status = ?', status)
    db.close()
    const session = await openGreeted(own.smtpPort)
    const replies = await session.envelope('a@shop.test', 'past@mayfly.test')
    expect(replies.at(-1)).toMatch(/^550 5\.2\.1 /)
    expect(await session.say('DATA')).toMatch(/^503 /)
    await session.say('RSET')
    await session.quit()
    await expect(
      injectClient(own).call('injectMessage', { idOrAddress: 'past@mayfly.test', raw: 'Subject: x\r\n\r\n' }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await own.stop()
    folder.remove()
  })
})
