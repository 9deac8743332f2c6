import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpLimits } from '#main/smtp/limits.ts'
import { injectClient } from '#test/support/api-client.ts'
import { edge } from '#test/support/edge.ts'
import { sendRaw, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const [below, limit, above] = edge(smtpLimits.messageBytes)

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

/** A mail of exactly so many bytes, as it will be stored. */
function mailOf(bytes: number): Buffer {
  const mail = Buffer.alloc(bytes, 'line of sixty-four characters, so that no line is too long here\n')
  mail.write('Subject: big\r\n\r\n')
  mail.write('\r\n', bytes - 2)
  return mail
}

test('an announced size over the limit is refused at MAIL, one within is not', async () => {
  const session = await openGreeted(app.smtpPort)
  expect(await session.say(`MAIL FROM:<a@shop.test> SIZE=${above}`)).toMatch(/^552 5\.3\.4 /)
  expect(await session.say(`MAIL FROM:<a@shop.test> SIZE=${limit}`)).toMatch(/^250 /)
  await session.say('RSET')
  await session.quit()
})

test.each(['SIZE=-1', 'SIZE=1e9', 'SIZE=999999999999999999999999', 'SIZE=', 'SIZE=1 SIZE=2'])(
  'a senseless announcement (%s) is refused or ignored, the session goes on',
  async size => {
    const session = await openGreeted(app.smtpPort)
    expect(await session.say(`MAIL FROM:<a@shop.test> ${size}`)).toMatch(/^(250|501|552) /)
    expect(await session.say('RSET')).toMatch(/^250 /)
    await session.quit()
  },
)

test('a mail that grows over the limit is refused behind its end, and the session goes on', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.envelope('a@shop.test', 'big@mayfly.test')
  expect(await session.data(Buffer.concat([mailOf(above), Buffer.from('.\r\n')]))).toMatch(/^552 5\.3\.4 /)
  await session.envelope('a@shop.test', 'big@mayfly.test')
  storedId(await session.data('Subject: small\r\n\r\nx\r\n.\r\n'))
  await session.quit()
  const { items } = await injectClient(app).call('listMailboxMessages', { idOrAddress: 'big@mayfly.test' })
  expect(items.map(({ subject }) => subject)).toEqual(['small'])
})

test.each([below, limit])('a mail of %i bytes is taken', async bytes => {
  const session = await openGreeted(app.smtpPort)
  await session.say(`MAIL FROM:<a@shop.test> SIZE=${bytes}`)
  await session.say('RCPT TO:<exact@mayfly.test>')
  const id = storedId(await session.data(Buffer.concat([mailOf(bytes), Buffer.from('.\r\n')])))
  await session.quit()
  expect((await injectClient(app).call('getMessage', { id })).sizeBytes).toBe(bytes)
})

test('a mail announced small that grows large is taken all the same', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.say('MAIL FROM:<a@shop.test> SIZE=10')
  await session.say('RCPT TO:<liar@mayfly.test>')
  const id = storedId(await session.data(Buffer.concat([mailOf(1_000_000), Buffer.from('.\r\n')])))
  await session.quit()
  expect((await injectClient(app).call('getMessage', { id })).sizeBytes).toBe(1_000_000)
})

test('of many mails that come at once, more than is taken in a turn, each is stored to its last byte', async () => {
  const sizes = Array.from({ length: 60 }, (_, index) => 60_000 + index * 1_237)
  const ids = await Promise.all(
    sizes.map(async bytes => storedId(await sendRaw(app.smtpPort, mailOf(bytes)))),
  )
  const api = injectClient(app)
  const stored = await Promise.all(ids.map(async id => (await api.call('getMessage', { id })).sizeBytes))
  expect(stored).toEqual(sizes)
})
