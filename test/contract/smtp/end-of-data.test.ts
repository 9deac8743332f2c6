import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { asData, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(() => api.call('deleteMessages', { pinned: true }))

const raw = async (id: string) =>
  (
    await app.app.http.inject({ url: `/api/v1/messages/${id}/raw`, headers: { host: 'localhost' } })
  ).rawPayload.toString('latin1')

describe('dots at the start of lines', () => {
  test.each([
    ['one dot', 'Subject: x\r\n\r\n.\r\nend\r\n'],
    ['two dots', 'Subject: x\r\n\r\n..\r\nend\r\n'],
    ['a dot before text', 'Subject: x\r\n\r\n.hidden\r\n..more\r\n'],
    ['a dot as the very first byte', '.\r\nSubject: x\r\n'],
    ['only a dot', '.\r\n'],
    ['many', 'Subject: x\r\n\r\n' + '.\r\n'.repeat(1000)],
  ])('come back as they were: %s', async (_name, mail) => {
    const session = await openGreeted(app.smtpPort)
    await session.envelope('a@shop.test', 'b@mayfly.test')
    const id = storedId(await session.data(asData(Buffer.from(mail))))
    await session.quit()
    expect(await raw(id)).toBe(mail)
  })

  test('wherever the packets are cut', async () => {
    const mail = 'Subject: x\r\n\r\na\r\n.\r\n..\r\n.b\r\n\r\n'
    const data = asData(Buffer.from(mail))
    const session = await openGreeted(app.smtpPort)
    for (let cut = 1; cut < data.length; cut++) {
      await session.envelope('a@shop.test', 'b@mayfly.test')
      await session.say('DATA')
      session.write(data.subarray(0, cut))
      await new Promise(resolve => setTimeout(resolve, 2)) // lets the first piece go out as a packet of its own
      session.write(data.subarray(cut))
      expect(await raw(storedId(await session.reply())), `cut at ${cut}`).toBe(mail)
    }
    await session.quit()
  })
})

// SMTP smuggling (CVE-2023-51764 and its kin): only CR LF . CR LF ends a mail.
describe('nothing but CR LF dot CR LF ends the data', () => {
  test.each([
    '\n.\n',
    '\n.\r\n',
    '\r\n.\n',
    '\r.\r',
    '\r.\r\n',
    '\r\n.\r',
    '\n.\r',
    '\r.\n',
    '\n\n.\n',
    '\r\n.\r\r\n',
    '\r\r\n.\r\r\n',
    '\r\n\0.\r\n',
    '\r\n.\0\r\n',
    '\r\n. \r\n',
    '\u0085.\u0085',
    '\u2028.\u2028',
  ])('%j starts no second mail', async end => {
    const smuggled =
      'MAIL FROM:<evil@evil.test>\r\nRCPT TO:<victim@mayfly.test>\r\nDATA\r\nSubject: smuggled\r\n\r\nx'
    const mail = `Subject: outer\r\n\r\nfirst${end}${smuggled}\r\n`
    const session = await openGreeted(app.smtpPort)
    await session.envelope('a@shop.test', 'b@mayfly.test')
    const id = storedId(await session.data(`${mail}.\r\n`))
    expect(await session.say('NOOP')).toMatch(/^250 /) // one reply only: nothing else was carried out
    await session.quit()
    expect(await raw(id)).toBe(Buffer.from(mail).toString('latin1'))
    const { items } = await api.call('listMessages', {})
    expect(items.map(({ subject, address }) => ({ subject, address }))).toEqual([
      { subject: 'outer', address: 'b@mayfly.test' },
    ])
  })
})
