import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const transports = [httpClient, injectClient, ipcClient]

describe.each(transports.map(create => [create.name, create] as const))(
  'messages over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(async () => {
      api = create(app)
      await api.call('deleteMessages', { pinned: true })
    })

    test('a mail that was sent is listed, read whole, changed and deleted', async () => {
      const id = storedId(
        await sendMail(app.smtpPort, {
          from: '"Shop" <shop@example.com>',
          to: 'Anna <anna@mayfly.test>',
          cc: 'carl@example.com',
          subject: 'Your code is 482 913',
          text: 'Enter 482 913 within ten minutes.',
          html: '<p>Enter <b>482 913</b> within ten minutes. <a href="https://shop.example.com/confirm?t=1">Confirm</a></p>',
          attachments: [{ filename: 'terms.txt', content: 'Be kind.' }],
        }),
      )
      const { items, total, nextCursor } = await api.call('listMessages', { mailbox: 'anna@mayfly.test' })
      expect({ total, nextCursor }).toEqual({ total: 1, nextCursor: null })
      expect(items[0]).toMatchObject({
        id,
        address: 'anna@mayfly.test',
        from: { name: 'Shop', address: 'shop@example.com' },
        to: [{ name: 'Anna', address: 'anna@mayfly.test' }],
        cc: [{ name: '', address: 'carl@example.com' }],
        subject: 'Your code is 482 913',
        snippet: 'Enter 482 913 within ten minutes.',
        unread: true,
        pinned: false,
        attachmentCount: 1,
        hasCodes: true,
        code: '482913',
        envelope: { mailFrom: 'shop@example.com', rcptTo: ['anna@mayfly.test', 'carl@example.com'] },
      })

      const detail = await api.call('getMessage', { id })
      expect(detail).toMatchObject({
        text: 'Enter 482 913 within ten minutes.',
        codes: [{ value: '482913', source: 'subject' }],
        links: [{ url: 'https://shop.example.com/confirm?t=1', text: 'Confirm' }],
        attachments: [
          { id: '1', filename: 'terms.txt', contentType: 'text/plain', sizeBytes: 8, inline: false },
        ],
        smtp: { remoteAddress: '127.0.0.1', tls: false, user: null },
        warnings: [],
        unread: true,
      })
      expect(detail.headers.find(({ name }) => name === 'Subject')).toEqual({
        name: 'Subject',
        value: 'Your code is 482 913',
      })

      const changed = await api.call('updateMessage', {
        id,
        unread: false,
        pinned: true,
        tags: ['signup', 'eu'],
      })
      expect(changed).toMatchObject({ unread: false, pinned: true })
      expect(changed.tags.toSorted()).toEqual(['eu', 'signup'])
      await api.call('deleteMessage', { id })
      await expect(api.call('getMessage', { id })).rejects.toMatchObject({ code: 'not_found' })
    })

    test('one mail to ten recipients is ten messages with the same content', async () => {
      const to = Array.from({ length: 10 }, (_, index) => `r${index}@mayfly.test`)
      await sendMail(app.smtpPort, { to, subject: 'To all', text: 'hello' })
      const { items, total } = await api.call('listMessages', { q: 'subject:"to all"' })
      expect(total).toBe(10)
      expect(items.map(({ address }) => address).toSorted()).toEqual(to)
      expect(new Set(items.map(({ mailboxId }) => mailboxId)).size).toBe(10)
    })

    test('pages by cursor, newest first, and by what came after a seq', async () => {
      for (let n = 1; n <= 5; n++) await sendMail(app.smtpPort, { subject: `mail ${n}`, text: 'x' })
      const first = await api.call('listMessages', { limit: 2 })
      expect(first.items.map(({ subject }) => subject)).toEqual(['mail 5', 'mail 4'])
      expect(first.total).toBe(5)
      const second = await api.call('listMessages', { limit: 2, cursor: first.nextCursor! })
      expect(second.items.map(({ subject }) => subject)).toEqual(['mail 3', 'mail 2'])
      const newer = await api.call('listMessages', { after: second.items[0]!.seq })
      expect(newer.items.map(({ subject }) => subject)).toEqual(['mail 5', 'mail 4'])
    })

    test('searches over fields, flags and phrases; pages of a search do not repeat', async () => {
      await sendMail(app.smtpPort, {
        from: 'billing@shop.test',
        subject: 'Invoice 7',
        text: 'Grüße aus Köln',
        headers: { 'X-Campaign': 'winter sale' },
      })
      await sendMail(app.smtpPort, {
        from: 'news@shop.test',
        subject: 'News',
        text: 'an invoice is coming',
        attachments: [{ filename: 'plan.pdf', content: 'x' }],
      })
      await sendMail(app.smtpPort, { from: 'x@other.test', subject: 'Reset your password', text: 'nothing' })
      const subjects = async (q: string) =>
        (await api.call('listMessages', { q })).items.map(({ subject }) => subject)
      expect(await subjects('invoice')).toEqual(['News', 'Invoice 7'])
      expect(await subjects('subject:invoice')).toEqual(['Invoice 7'])
      expect(await subjects('from:bill')).toEqual(['Invoice 7'])
      expect(await subjects('invoice -from:news@shop.test')).toEqual(['Invoice 7'])
      expect(await subjects('"reset your"')).toEqual(['Reset your password'])
      expect(await subjects('grusse OR password')).toEqual(['Reset your password'])
      expect(await subjects('grüsse OR köln')).toEqual(['Invoice 7'])
      expect(await subjects('has:attachment')).toEqual(['News'])
      expect(await subjects('filename:plan*')).toEqual(['News'])
      expect(await subjects('header:X-Campaign="winter sale"')).toEqual(['Invoice 7'])
      expect(await subjects('is:read')).toEqual([])
      const page = await api.call('listMessages', { q: 'invoice', limit: 1 })
      const rest = await api.call('listMessages', { q: 'invoice', limit: 1, cursor: page.nextCursor! })
      expect([...page.items, ...rest.items].map(({ subject }) => subject)).toEqual(['News', 'Invoice 7'])
      expect(page.total).toBe(2)
    })

    test('a faulty search says where the fault is', async () => {
      await expect(api.call('listMessages', { q: 'hello "open' })).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: 'q', position: 6 }],
      })
    })

    test('latest is the newest that fits the filters', async () => {
      await sendMail(app.smtpPort, { to: 'a@mayfly.test', subject: 'for a', text: '1' })
      await sendMail(app.smtpPort, { to: 'b@mayfly.test', subject: 'for b', text: '2' })
      expect((await api.call('getMessage', { id: 'latest' })).subject).toBe('for b')
      expect((await api.call('getMessage', { id: 'latest', mailbox: 'a@mayfly.test' })).subject).toBe('for a')
      await expect(api.call('getMessage', { id: 'latest', q: 'nothing' })).rejects.toMatchObject({
        code: 'not_found',
      })
    })

    test('deletes by ids all or nothing, and by query without the pinned ones', async () => {
      const ids = []
      for (let n = 0; n < 3; n++)
        ids.push(storedId(await sendMail(app.smtpPort, { subject: `d${n}`, text: 'x' })))
      await expect(api.call('deleteMessages', { ids: [ids[0]!, 'unknown'] })).rejects.toMatchObject({
        code: 'not_found',
      })
      expect((await api.call('listMessages', {})).total).toBe(3)
      await api.call('deleteMessages', { ids: [ids[0]!] })
      await api.call('updateMessage', { id: ids[1]!, pinned: true })
      await api.call('deleteMessages', { q: 'd1 OR d2' })
      expect((await api.call('listMessages', {})).items.map(({ subject }) => subject)).toEqual(['d1'])
      await expect(api.call('deleteMessages', { ids, q: 'd1' })).rejects.toMatchObject({
        code: 'bad_request',
      })
    })

    test('injects parts or a whole source through the same pipeline', async () => {
      const made = await api.call('injectMessage', {
        idOrAddress: 'inject@mayfly.test',
        from: 'Bot <bot@example.com>',
        subject: 'Injected',
        text: 'Your code: 7714',
        attachments: [{ filename: 'a.txt', content: Buffer.from('abc').toString('base64') }],
      })
      expect(made).toMatchObject({
        subject: 'Injected',
        address: 'inject@mayfly.test',
        code: '7714',
        smtp: null,
        attachmentCount: 1,
      })
      const raw = await api.call('injectMessage', {
        idOrAddress: 'inject@mayfly.test',
        raw: 'Subject: Raw one\r\n\r\nbody',
      })
      expect(raw).toMatchObject({ subject: 'Raw one', text: 'body' })
      expect((await api.call('getMailbox', { idOrAddress: 'inject@mayfly.test' })).origin).toBe('captured')
      await expect(
        api.call('injectMessage', { idOrAddress: 'x@y.test', subject: 'no sender' }),
      ).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: 'from' }],
      })
      await expect(api.call('injectMessage', { idOrAddress: 'no-address', raw: 'x' })).rejects.toMatchObject({
        code: 'not_found',
      })
    })

    test('unknown fields are refused by name', async () => {
      await expect(api.call('listMessages', { limt: 3 } as never)).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: 'limt' }],
      })
      await expect(api.call('listMessages', { limit: 0 })).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: 'limit' }],
      })
      await expect(api.call('updateMessage', { id: 'x', colour: 'red' } as never)).rejects.toMatchObject({
        details: [{ field: 'colour' }],
      })
    })
  },
)
