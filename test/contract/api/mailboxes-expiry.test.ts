import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const clock = createHandClock()
const after = (minutes: number) => new Date(clock.now() + minutes * 60_000).toISOString()
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: clock.now })
  await injectClient(app).call('createPlan', { id: 'hour', maxLifetimeMinutes: 60 })
})
afterAll(() => app.stop())
beforeEach(async () => {
  const api = injectClient(app)
  await emptyStore(api)
  await api.call('updateAccount', { id: 'local', plan: 'unlimited' })
  await api.call('updateSettings', { unknownRecipients: 'capture' })
})

const address = 'brief@mayfly.test'
const send = async (subject: string, to = address) =>
  storedId(await sendMail(app.smtpPort, { to, subject, text: 'x' }))

async function rcpt(...to: string[]): Promise<string[]> {
  const session = await openGreeted(app.smtpPort)
  const [, ...replies] = await session.envelope('sender@shop.test', ...to)
  await session.quit()
  return replies
}

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'lifetimes over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(() => (api = create(app)))
    const shown = async (status?: 'active' | 'archived' | 'expired') =>
      (await api.call('listMailboxes', status ? { status } : {})).items.map(({ localPart }) => localPart)
    const make = (more: object) => api.call('createMailbox', { address, ...more })

    test('a mailbox lives until its expiry, and is closed in that very millisecond', async () => {
      const made = await make({ expiresIn: 10 })
      expect(made).toMatchObject({ status: 'active', expiresAt: after(10), archivedAt: null })
      const id = await send('in time')
      clock.passMs(10 * 60_000 - 1)
      expect(await shown('active')).toEqual(['brief'])
      expect(await rcpt(address)).toEqual([expect.stringMatching(/^250 /)])
      clock.passMs(1)
      expect(await rcpt(address)).toEqual(['550 5.2.1 The mailbox is expired'])
      expect(await shown()).toEqual([])
      expect(await shown('expired')).toEqual(['brief'])
      expect(await api.call('getMailbox', { idOrAddress: made.id })).toMatchObject({
        status: 'expired',
        expiresAt: made.expiresAt,
        messageCount: 0,
        sizeBytes: 0,
      })
      await expect(api.call('getMessage', { id })).rejects.toMatchObject({ code: 'not_found' })
      expect((await api.call('listMessages', {})).total).toBe(0)
    })

    test.each([
      ['listMailboxes', async () => expect(await shown('active')).toEqual([])],
      [
        'getMessage',
        (id: string) => expect(api.call('getMessage', { id })).rejects.toMatchObject({ code: 'not_found' }),
      ],
      [
        'the source',
        async (id: string) => expect((await fetch(`${app.url}/api/v1/messages/${id}/raw`)).status).toBe(404),
      ],
      [
        'injectMessage',
        () =>
          expect(
            api.call('injectMessage', { idOrAddress: address, from: 'a@b.test', subject: 'x', text: 'x' }),
          ).rejects.toMatchObject({
            code: 'conflict',
            message: expect.stringContaining('expired') as string,
          }),
      ],
      ['getInfo', async () => expect(await api.call('getInfo')).toMatchObject({ messageCount: 0 })],
    ] as [string, (id: string) => Promise<void>][])('the first to look sees it: %s', async (_what, look) => {
      await make({ expiresIn: 1 })
      const id = await send('gone')
      clock.passMinutes(1)
      await look(id)
    })

    test('a recoverable one is archived with its mail, as of its expiry, and can be restored', async () => {
      const { id, expiresAt } = await make({ expiresIn: 5, recoverable: true })
      const mail = await send('kept')
      clock.passMinutes(7)
      expect(await rcpt(address)).toEqual(['550 5.2.1 The mailbox is archived'])
      expect(await api.call('getMailbox', { idOrAddress: address })).toMatchObject({
        id,
        status: 'archived',
        archivedAt: expiresAt,
        messageCount: 1,
      })
      expect(await shown()).toEqual(['brief'])
      expect((await api.call('getMessage', { id: mail })).subject).toBe('kept')
      await expect(make({})).rejects.toMatchObject({ code: 'conflict' })
      const restored = await api.call('restoreMailbox', { idOrAddress: id, expiresIn: 3 })
      expect(restored).toMatchObject({ id, status: 'active', archivedAt: null, expiresAt: after(3) })
      expect(await rcpt(address)).toEqual([expect.stringMatching(/^250 /)])
      clock.passMinutes(3)
      expect(await shown('archived')).toEqual(['brief'])
    })

    test('the address of one that has expired takes no mail until somebody makes it anew', async () => {
      const old = await make({ expiresIn: 1, tag: 'old' })
      clock.passMinutes(1)
      for (const unknownRecipients of ['capture', 'reject'] as const) {
        await api.call('updateSettings', { unknownRecipients })
        expect(await rcpt(address)).toEqual(['550 5.2.1 The mailbox is expired'])
      }
      const fresh = await make({})
      expect(fresh).toMatchObject({ status: 'active', tag: null, expiresAt: null })
      expect(fresh.id).not.toBe(old.id)
      await expect(api.call('getMailbox', { idOrAddress: old.id })).rejects.toMatchObject({
        code: 'not_found',
      })
      expect(await send('anew')).toBeTruthy()
      expect(await shown('expired')).toEqual([])
    })

    test('or until it is deleted: then it is an unknown address', async () => {
      const { id } = await make({ expiresIn: 1 })
      clock.passMinutes(1)
      await api.call('deleteMailbox', { idOrAddress: id })
      await send('captured')
      expect(await api.call('getMailbox', { idOrAddress: address })).toMatchObject({ origin: 'captured' })
    })

    test('the clock goes a day ahead and back: closed mailboxes stay closed, the others live on', async () => {
      await make({ expiresIn: 60 })
      await api.call('createMailbox', { address: 'long@mayfly.test', expiresIn: 3 * 24 * 60 })
      clock.passMinutes(24 * 60)
      expect(await shown('active')).toEqual(['long'])
      clock.passMinutes(-24 * 60)
      expect(await shown('active')).toEqual(['long'])
      expect(await rcpt(address, 'long@mayfly.test')).toEqual([
        '550 5.2.1 The mailbox is expired',
        expect.stringMatching(/^250 /),
      ])
    })

    test('changes: tag, recoverable, and an expiry counted from now', async () => {
      const { id } = await make({ expiresIn: 10, tag: 'one' })
      const patch = (change: object) => api.call('updateMailbox', { idOrAddress: id, ...change })
      expect(await patch({ tag: ' two ' })).toMatchObject({ tag: 'two', expiresAt: after(10) })
      clock.passMinutes(9)
      expect(await patch({ expiresIn: 5, recoverable: true })).toMatchObject({
        tag: 'two',
        recoverable: true,
        expiresAt: after(5),
      })
      expect(await patch({ tag: null, expiresIn: null })).toMatchObject({ tag: null, expiresAt: null })
      clock.passMinutes(10_000)
      expect(await patch({ expiresIn: 1, recoverable: false })).toMatchObject({ status: 'active' })
      clock.passMinutes(1)
      await expect(patch({ tag: 'late' })).rejects.toMatchObject({ code: 'conflict' })
      await expect(patch({ expiresIn: 5 })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('expired') as string,
      })
    })

    test.each([
      { expiresIn: 0 },
      { expiresIn: 1.5 },
      { expiresIn: -1 },
      { expiresIn: '5' },
      { expiresIn: 5_256_001 },
    ])('%j is no lifetime', async asked => {
      const refused = {
        code: 'bad_request',
        details: [{ field: 'expiresIn', message: expect.stringMatching(/minutes|number|>=1/) as string }],
      }
      await expect(make(asked)).rejects.toMatchObject(refused)
      const { id } = await make({})
      await expect(api.call('updateMailbox', { idOrAddress: id, ...asked } as never)).rejects.toMatchObject(
        refused,
      )
    })

    test("a plan's maximum holds for everybody, and for every way to set a lifetime", async () => {
      await api.call('updateAccount', { id: 'local', plan: 'hour' })
      expect(await make({})).toMatchObject({ expiresAt: after(15) })
      const named = (field: string) =>
        ({
          code: 'bad_request',
          message: expect.stringMatching(/minutes.* 60/) as string,
          details: [{ field }],
        }) as object
      for (const expiresIn of [61, null]) {
        await expect(api.call('createMailbox', { expiresIn })).rejects.toMatchObject(named('expiresIn'))
        await expect(api.call('updateMailbox', { idOrAddress: address, expiresIn })).rejects.toMatchObject(
          named('expiresIn'),
        )
      }
      expect(await api.call('updateMailbox', { idOrAddress: address, expiresIn: 60 })).toMatchObject({
        expiresAt: after(60),
      })
      await api.call('archiveMailbox', { idOrAddress: address })
      await expect(
        api.call('restoreMailbox', { idOrAddress: address, expiresIn: null }),
      ).rejects.toMatchObject(named('expiresIn'))
      expect(await api.call('restoreMailbox', { idOrAddress: address })).toMatchObject({
        expiresAt: after(15),
      })
    })
  },
)
