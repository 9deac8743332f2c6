import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maxMessageBytes } from '#shared/api/limits.ts'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, sendRaw } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { watchMetrics } from '#test/support/watch-metrics.ts'

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = httpClient(app)
})
afterAll(() => app.stop())

const { value, moves } = watchMetrics(() => app)

describe('mail', () => {
  test('counts for each mailbox that gets it; the way to the store counts once', async () => {
    const stored = await moves('mayfly_mail_stored_total', {}, () =>
      sendMail(app.smtpPort, { to: ['one@mayfly.test', 'two@mayfly.test'], subject: 'x', text: 'x' }),
    )
    expect(await stored.by()).toBe(2)
    const timed = await moves('mayfly_mail_store_duration_seconds_count', {}, () =>
      sendMail(app.smtpPort, { to: ['one@mayfly.test', 'two@mayfly.test'], subject: 'x', text: 'x' }),
    )
    expect(await timed.by()).toBe(1)
    expect(await value('mayfly_mail_store_duration_seconds_sum')).toBeGreaterThan(0)
  })

  test('that is injected counts as stored', async () => {
    const stored = await moves('mayfly_mail_stored_total', {}, () =>
      api.call('injectMessage', {
        idOrAddress: 'one@mayfly.test',
        from: 'a@shop.test',
        subject: 'x',
        text: 'x',
      }),
    )
    expect(await stored.by()).toBe(1)
  })

  test('and mailboxes are there as long as they are', async () => {
    const messages = await moves('mayfly_messages', {}, () =>
      sendMail(app.smtpPort, { to: 'gone@mayfly.test', subject: 'x', text: 'x' }),
    )
    expect(await messages.by()).toBe(1)
    const active = { status: 'active' }
    const mailboxes = await moves('mayfly_mailboxes', active, () =>
      api.call('deleteMailbox', { idOrAddress: 'gone@mayfly.test' }),
    )
    expect([await messages.by(), await mailboxes.by()]).toEqual([0, -1])
    expect(await value('mayfly_mailboxes', active)).toBe((await api.call('listMailboxes', {})).total)
    expect(await value('mayfly_messages')).toBe((await api.call('listMessages', {})).total)
  })

  test('leaves nothing in the queue for long', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sendMail(app.smtpPort, { subject: 'x', text: 'x' })))
    // The store has work of its own now and then: sessions are written, counts kept.
    await expect.poll(() => value('mayfly_store_queue_depth')).toBe(0)
  })
})

describe('SMTP', () => {
  test('a mail that is taken counts once, with the bytes that came', async () => {
    const raw = Buffer.from('Subject: exactly so many bytes\r\n\r\ntext\r\n')
    const send = () => sendRaw(app.smtpPort, raw, { to: ['one@mayfly.test', 'two@mayfly.test'] })
    expect(await (await moves('mayfly_mail_accepted_total', {}, send)).by()).toBe(1)
    expect(await (await moves('mayfly_mail_bytes_total', {}, send)).by()).toBe(raw.length)
    expect(await (await moves('mayfly_mail_refused_total', {}, send)).by()).toBe(0)
  })

  test('a refusal counts by its reason, and nothing as accepted', async () => {
    const accepted = await value('mayfly_mail_accepted_total')
    await api.call('updateSettings', { unknownRecipients: 'reject' })
    const refused = await moves('mayfly_mail_refused_total', { reason: 'unknown' }, async () => {
      const session = await openGreeted(app.smtpPort)
      const replies = await session.envelope('a@shop.test', 'nobody@mayfly.test', 'none@mayfly.test')
      expect(replies.slice(1)).toEqual([expect.stringMatching(/^550/), expect.stringMatching(/^550/)])
      await session.quit()
    })
    await api.call('updateSettings', { unknownRecipients: 'capture' })
    expect(await refused.by()).toBe(2)
    expect(await value('mayfly_mail_accepted_total')).toBe(accepted)
  })

  test.each([
    ['too_large', `MAIL FROM:<a@shop.test> SIZE=${maxMessageBytes + 1}`],
    ['protocol', 'RCPT TO:<a@mayfly.test>'],
  ])('reasons are told apart: %s', async (reason, command) => {
    const refused = await moves('mayfly_mail_refused_total', { reason }, async () => {
      const session = await openGreeted(app.smtpPort)
      expect(await session.say(command)).toMatch(/^5/)
      await session.quit()
    })
    expect(await refused.by()).toBe(1)
  })

  test('connections are shown while they are open, and counted', async () => {
    await expect.poll(() => value('mayfly_smtp_connections_open')).toBe(0)
    const sessions = await value('mayfly_smtp_sessions_total')
    const open = [await openGreeted(app.smtpPort), await openGreeted(app.smtpPort)]
    expect(await value('mayfly_smtp_connections_open')).toBe(2)
    await open[0]!.quit()
    open[1]!.drop()
    await expect.poll(() => value('mayfly_smtp_connections_open')).toBe(0)
    expect(await value('mayfly_smtp_sessions_total')).toBe(sessions + 2)
  })
})
