import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'mailboxes over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(async () => {
      api = create(app)
      await emptyStore(api)
    })

    test('two deletes at once: one succeeds, the other finds nothing, later mailboxes are left alone', async () => {
      await sendMail(app.smtpPort, { to: 'twice@mayfly.test', subject: 'x', text: 'x' })
      const idOrAddress = 'twice@mayfly.test'
      const both = await Promise.allSettled([
        api.call('deleteMailbox', { idOrAddress }),
        api.call('deleteMailbox', { idOrAddress }),
        sendMail(app.smtpPort, { to: 'other@mayfly.test', subject: 'kept', text: 'x' }),
      ])
      expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(2)
      expect((await api.call('listMessages', {})).items.map(({ subject }) => subject)).toEqual(['kept'])
    })

    test('a mailbox is made at the address asked for, empty and active, and never expires', async () => {
      const made = await api.call('createMailbox', { address: 'Anna.Lee+1@Shop.Example', tag: ' signup ' })
      expect(made).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) as string,
        address: 'Anna.Lee+1@shop.example',
        localPart: 'Anna.Lee+1',
        domain: 'shop.example',
        accountId: 'local',
        remote: null,
        tag: 'signup',
        status: 'active',
        recoverable: false,
        remoteContent: false,
        origin: 'api',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        expiresAt: null,
        archivedAt: null,
        messageCount: 0,
        unreadCount: 0,
        sizeBytes: 0,
        lastMessageAt: null,
      })
      expect(await api.call('getMailbox', { idOrAddress: made.id })).toEqual(made)
      expect(await api.call('getMailbox', { idOrAddress: 'ANNA.LEE+1@SHOP.example' })).toEqual(made)
    })

    test('what the window loads is chosen by the owner alone', async () => {
      const { id } = await api.call('createMailbox', {})
      expect(await api.call('updateMailbox', { idOrAddress: id, remoteContent: true })).toMatchObject({
        remoteContent: true,
      })
      expect(await api.call('updateMailbox', { idOrAddress: id, tag: 'x' })).toMatchObject({
        remoteContent: true,
      })
    })

    test('what is not asked for is chosen: a readable name, the default domain', async () => {
      const one = await api.call('createMailbox', {})
      const two = await api.call('createMailbox', { domain: 'other.test' })
      const three = await api.call('createMailbox', { localPart: 'mine' })
      expect(one.address).toMatch(/^[a-z]+-[a-z]+-\d{4}@mayfly\.test$/)
      expect(two.address).toMatch(/^[a-z]+-[a-z]+-\d{4}@other\.test$/)
      expect(three.address).toBe('mine@mayfly.test')
    })

    test('an address is given once, whatever its case', async () => {
      await api.call('createMailbox', { address: 'taken@mayfly.test' })
      for (const address of ['taken@mayfly.test', 'TAKEN@Mayfly.test'])
        await expect(api.call('createMailbox', { address })).rejects.toMatchObject({ code: 'conflict' })
      expect((await api.call('listMailboxes', {})).total).toBe(1)
    })

    test.each([
      { address: 'no-at-sign' },
      { address: '@mayfly.test' },
      { address: 'a@' },
      { address: 'a b@mayfly.test' },
      { address: 'a..b@mayfly.test' },
      { address: '.a@mayfly.test' },
      { address: 'a@-mayfly.test' },
      { address: 'a@may fly.test' },
      { address: 'a@mayfly..test' },
      { address: 'a\r\nb@mayfly.test' },
      { address: '<script>@mayfly.test' },
      { address: 'a@mayfly.test', localPart: 'a' },
      { address: 'a@mayfly.test', domain: 'mayfly.test' },
      { localPart: 'ü'.repeat(33) },
      { localPart: '' },
      { domain: 'a/b' },
      { domain: '[127.0.0.1]' },
      { tag: '' },
      { expires: 5 },
    ] as Record<string, string>[])(
      'what is no address is refused with the field at fault: %j',
      async asked => {
        const refused = api.call('createMailbox', asked as never)
        await expect(refused).rejects.toMatchObject({
          code: 'bad_request',
          details: [{ field: expect.any(String) }],
        })
        expect((await api.call('listMailboxes', {})).total).toBe(0)
      },
    )

    test('addresses in other scripts', async () => {
      const made = await api.call('createMailbox', { address: 'Größe@bücher.test' })
      expect((await api.call('getMailbox', { idOrAddress: 'GRÖßE@BÜCHER.test' })).id).toBe(made.id)
    })

    test('mail counts, and the mailbox it came to is made on the way', async () => {
      const id = storedId(await sendMail(app.smtpPort, { to: 'new@mayfly.test', subject: '1', text: 'x' }))
      await sendMail(app.smtpPort, { to: 'new@mayfly.test', subject: '2', text: 'x' })
      const message = await api.call('getMessage', { id: 'latest' })
      await api.call('updateMessage', { id, unread: false })
      expect(await api.call('getMailbox', { idOrAddress: 'new@mayfly.test' })).toMatchObject({
        origin: 'captured',
        messageCount: 2,
        unreadCount: 1,
        sizeBytes: (await api.call('getMessage', { id })).sizeBytes + message.sizeBytes,
        lastMessageAt: message.receivedAt,
      })
    })

    test('lists newest first, by page, and by what is asked', async () => {
      await api.call('createMailbox', { address: 'one@a.test', tag: 'red' })
      await api.call('createMailbox', { address: 'two@a.test', tag: 'blue' })
      await api.call('createMailbox', { address: 'three@b.test', tag: 'red' })
      const find = async (query: object) =>
        (await api.call('listMailboxes', query)).items.map(({ localPart }) => localPart)
      expect(await find({})).toEqual(['three', 'two', 'one'])
      expect(await find({ domain: 'A.test' })).toEqual(['two', 'one'])
      expect(await find({ tag: 'red' })).toEqual(['three', 'one'])
      expect(await find({ q: 'O@A' })).toEqual(['two'])
      expect(await find({ q: '%' })).toEqual([])
      expect(await find({ status: 'archived' })).toEqual([])
      const first = await api.call('listMailboxes', { limit: 2 })
      expect([first.items.length, first.total]).toEqual([2, 3])
      const second = await api.call('listMailboxes', { limit: 2, cursor: first.nextCursor! })
      expect(second).toMatchObject({ items: [{ localPart: 'one' }], nextCursor: null, total: 3 })
      const exact = await api.call('listMailboxes', { limit: 3 })
      const beyond = exact.nextCursor === null ? [] : await find({ cursor: exact.nextCursor })
      expect(beyond).toEqual([])
    })

    test('goes with all its mail, pinned mail too, and its address is free again', async () => {
      const id = storedId(await sendMail(app.smtpPort, { to: 'gone@mayfly.test', subject: 'x', text: 'x' }))
      await api.call('updateMessage', { id, pinned: true })
      const kept = storedId(await sendMail(app.smtpPort, { to: 'kept@mayfly.test', subject: 'x', text: 'x' }))
      await api.call('deleteMailbox', { idOrAddress: 'gone@mayfly.test' })
      const calls = [
        api.call('getMessage', { id }),
        api.call('getMailbox', { idOrAddress: 'gone@mayfly.test' }),
        api.call('deleteMailbox', { idOrAddress: 'gone@mayfly.test' }),
        api.call('listMailboxMessages', { idOrAddress: 'gone@mayfly.test' }),
      ]
      // Heard all at once: one that is refused before its turn would be a fault of the run.
      await Promise.all(calls.map(call => expect(call).rejects.toMatchObject({ code: 'not_found' })))
      expect((await api.call('getMessage', { id: kept })).id).toBe(kept)
      expect((await api.call('createMailbox', { address: 'gone@mayfly.test' })).messageCount).toBe(0)
    })
  },
)
