import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const clock = createHandClock()
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: clock.now })
  await injectClient(app).call('createPlan', { id: 'one-each', activeMailboxes: 1, archivedMailboxes: 1 })
})
afterAll(() => app.stop())
beforeEach(async () => {
  await emptyStore(injectClient(app))
  await injectClient(app).call('updateAccount', { id: 'local', plan: 'unlimited' })
})

const address = 'a@mayfly.test'
const unknown = '01997f3e-0000-7000-8000-000000000000'

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'archive and deletion over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(() => (api = create(app)))
    const make = async (name: string, more = {}) =>
      (await api.call('createMailbox', { address: `${name}@mayfly.test`, ...more })).id
    const listed = async (query = {}) =>
      (await api.call('listMailboxes', query)).items.map(({ localPart }) => localPart)

    test('an archived mailbox keeps its address and mail, takes no more, and does not run out', async () => {
      const id = await make('a', { expiresIn: 5 })
      const mail = storedId(await sendMail(app.smtpPort, { to: address, subject: 'kept', text: 'x' }))
      clock.passMinutes(2)
      const archivedAt = new Date(clock.now()).toISOString()
      expect(await api.call('archiveMailbox', { idOrAddress: address })).toMatchObject({
        id,
        status: 'archived',
        archivedAt,
        expiresAt: null,
        messageCount: 1,
      })
      await expect(sendMail(app.smtpPort, { to: address, text: 'x' })).rejects.toThrow(
        '550 5.2.1 The mailbox is archived',
      )
      await expect(api.call('createMailbox', { address })).rejects.toMatchObject({ code: 'conflict' })
      clock.passMinutes(1_000)
      expect((await api.call('getMessage', { id: mail })).subject).toBe('kept')
      expect(await listed({ status: 'archived' })).toEqual(['a'])
      expect(await listed({ status: 'active' })).toEqual([])
      expect(await api.call('restoreMailbox', { idOrAddress: id })).toMatchObject({
        id,
        status: 'active',
        archivedAt: null,
        expiresAt: null,
        messageCount: 1,
      })
      await sendMail(app.smtpPort, { to: address, text: 'x' })
    })

    test('what makes no sense is a conflict, in words that say what to do', async () => {
      const id = await make('a')
      const refused = (text: string) => ({
        code: 'conflict',
        message: expect.stringContaining(text) as string,
      })
      await expect(api.call('restoreMailbox', { idOrAddress: id })).rejects.toMatchObject(
        refused('is active'),
      )
      await api.call('archiveMailbox', { idOrAddress: id })
      await expect(api.call('archiveMailbox', { idOrAddress: id })).rejects.toMatchObject(
        refused('restore it'),
      )
      await expect(api.call('updateMailbox', { idOrAddress: id, expiresIn: 5 })).rejects.toMatchObject(
        refused('restore it'),
      )
      expect(await api.call('updateMailbox', { idOrAddress: id, tag: 'x', recoverable: true })).toMatchObject(
        {
          status: 'archived',
          tag: 'x',
          recoverable: true,
        },
      )
      await api.call('restoreMailbox', { idOrAddress: id, expiresIn: 1 })
      await api.call('updateMailbox', { idOrAddress: id, recoverable: false })
      clock.passMinutes(1)
      for (const name of ['archiveMailbox', 'restoreMailbox'] as const)
        await expect(api.call(name, { idOrAddress: id })).rejects.toMatchObject(refused('create it anew'))
      for (const name of ['archiveMailbox', 'restoreMailbox', 'updateMailbox'] as const)
        await expect(api.call(name, { idOrAddress: unknown })).rejects.toMatchObject({ code: 'not_found' })
    })

    test('captured mailboxes are archived and given a lifetime like any other', async () => {
      await sendMail(app.smtpPort, { to: address, text: 'x' })
      expect(await api.call('updateMailbox', { idOrAddress: address, expiresIn: 1 })).toMatchObject({
        origin: 'captured',
      })
      expect(await api.call('archiveMailbox', { idOrAddress: address })).toMatchObject({ status: 'archived' })
    })

    test("the owner may go over the plan's counts; what runs out by itself may not", async () => {
      await api.call('updateAccount', { id: 'local', plan: 'one-each' })
      const ids = [await make('a'), await make('b')]
      for (const id of ids) await api.call('archiveMailbox', { idOrAddress: id })
      expect(await listed({ status: 'archived' })).toEqual(['b', 'a'])
      await make('c', { expiresIn: 1, recoverable: true })
      clock.passMinutes(1)
      expect(await listed({ status: 'archived' })).toEqual(['b', 'a'])
      expect(await listed({ status: 'expired' })).toEqual(['c'])
    })

    test('many are deleted at once, in whatever state, with their mail', async () => {
      const ids = [await make('a'), await make('b'), await make('c', { expiresIn: 1 }), await make('d')]
      const mail = storedId(await sendMail(app.smtpPort, { to: address, text: 'x' }))
      await api.call('archiveMailbox', { idOrAddress: ids[1]! })
      clock.passMinutes(1)
      expect(await api.call('deleteMailboxes', { ids: [...ids.slice(0, 3), ids[0]!] })).toBeUndefined()
      expect(await listed()).toEqual(['d'])
      expect(await listed({ status: 'expired' })).toEqual([])
      await expect(api.call('getMessage', { id: mail })).rejects.toMatchObject({ code: 'not_found' })
    })

    test('all or none: an unknown id leaves everything', async () => {
      const ids = [await make('a'), await make('b')]
      await sendMail(app.smtpPort, { to: address, text: 'x' })
      await expect(api.call('deleteMailboxes', { ids: [...ids, unknown] })).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('nothing was deleted') as string,
      })
      expect(await listed()).toEqual(['b', 'a'])
      expect((await api.call('getMailbox', { idOrAddress: address })).messageCount).toBe(1)
    })

    test.each([
      {},
      { ids: [] },
      { ids: Array.from({ length: 1_001 }, () => unknown) },
      { ids: [1] },
      { ids: [unknown], all: true },
    ])('%j deletes nothing', async asked => {
      await make('a')
      await expect(api.call('deleteMailboxes', asked as never)).rejects.toMatchObject({ code: 'bad_request' })
      expect(await listed()).toEqual(['a'])
    })
  },
)
