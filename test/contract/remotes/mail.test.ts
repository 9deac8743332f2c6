import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { createFastClock } from '#test/support/fast-clock.ts'
import { startRemoteService, type RemoteService } from '#test/support/remote-service.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

/** Services as this Mayfly emulates them, over real HTTP, and a Mayfly that looks at them. */
let service: RemoteService
let app: TestApp
/** On both sides: minutes in which services bear twenty calls are over soon. */
const now = createFastClock(15)
let api: ApiClient
beforeAll(async () => {
  ;[service, app] = await Promise.all([startRemoteService({ now }), startApp({ now })])
  api = injectClient(app)
})
afterAll(() => Promise.all([service.stop(), app.stop()]))

const deliver = (to: string, subject: string) =>
  sendMail(service.smtpPort, { to, subject, text: 'Your code is 482913. https://shop.example/verify?t=1' })

const wishes = {
  minutemail: { expiresIn: 60 },
  dustmail: {},
  momail: { localPart: 'remote.reader', domain: 'user.momail.io' },
  mailfade: { address: 'reader@mailfade.dev' },
  mayfly: { address: 'reader@mayfly.test' },
} as const

describe.each(['minutemail', 'dustmail', 'momail', 'mailfade', 'mayfly'] as const)(
  'a mailbox at %s',
  name => {
    test('is made, waited on like any other, and kept apart from what is of this computer', async () => {
      const remote = await api.call('createRemote', await service.account(name))
      expect(remote.key?.lastCharacters).toHaveLength(4)
      expect(await api.call('testRemote', { remote: name })).toMatchObject({ ok: true, failure: null })
      const box = await api.call('createMailbox', { remote: name, ...wishes[name] })
      expect(box).toMatchObject({ remote: remote.id, status: 'active', messageCount: 0 })

      const waiting = api.call('waitForMessage', { remote: name, mailbox: box.address, timeout: 60 })
      await deliver(box.address, `Welcome to ${name}`)
      const message = await waiting
      expect(message).toMatchObject({
        subject: `Welcome to ${name}`,
        mailboxId: box.id,
        codes: [{ value: '482913' }],
        links: [{ url: 'https://shop.example/verify?t=1' }],
      })

      const ids = async (query: object) => (await api.call('listMessages', query)).items.map(({ id }) => id)
      const { id } = message as { id: string }
      expect(await ids({ remote: name })).toContain(id)
      expect(await ids({ remote: name, q: `subject:"Welcome to ${name}"` })).toEqual([id])
      expect(await ids({ mailbox: box.id })).toEqual([id])
      expect(await ids({})).not.toContain(id)
      expect(await ids({ q: 'welcome' })).not.toContain(id)
      expect((await api.call('listMailboxes', {})).items.map(one => one.id)).not.toContain(box.id)
      expect((await api.call('listMailboxes', { remote: name })).items.map(one => one.id)).toContain(box.id)
      expect(await api.call('getInfo', {})).toMatchObject({ messageCount: 0, unreadCount: 0 })
      expect(await api.call('getMessageOrigin', { id })).toMatchObject({ remote: remote.id, gone: false })
      expect(await api.call('getRemote', { remote: name })).toMatchObject({
        state: { status: 'ok', failure: null },
      })
    }, 90_000)
  },
)

test('no local SMTP, call or key reaches a mailbox of a remote', async () => {
  const { items } = await api.call('listMailboxes', { remote: 'minutemail' })
  const [box] = items
  await sendMail(app.smtpPort, { to: box!.address, subject: 'local', text: 'x' })
  const local = await api.call('getMailbox', { idOrAddress: box!.address })
  expect(local).toMatchObject({ remote: null, messageCount: 1 })
  expect(local.id).not.toBe(box!.id)
  await expect(api.call('injectMessage', { idOrAddress: box!.id, text: 'x' })).rejects.toMatchObject({
    code: 'conflict',
  })
  const { key } = await api.call('createKey', { name: 'ci', service: 'mayfly', mailboxDomains: ['*'] })
  const asKey = (path: string) => fetch(`${app.url}/api/v1${path}`, { headers: { 'x-api-key': key } })
  expect((await asKey(`/mailboxes/${box!.id}`)).status).toBe(404)
  expect((await asKey('/messages?remote=minutemail')).status).toBe(403)
  expect((await asKey('/mailboxes?remote=minutemail')).status).toBe(403)
  expect((await asKey('/remotes')).status).toBe(403)
  const accounts = await api.call('listAccounts', {})
  expect(accounts.items.map(({ id }) => id)).toEqual(['local'])
})

test('what is deleted at the service is deleted here, unless it is pinned', async () => {
  const { items } = await service.api.call('listMessages', { q: 'subject:"Welcome to dustmail"' })
  const [here] = (await api.call('listMessages', { remote: 'dustmail', q: 'subject:"Welcome to dustmail"' }))
    .items
  await api.call('updateMessage', { id: here!.id, pinned: true })
  const box = await api.call('getMailbox', { idOrAddress: here!.mailboxId })
  await deliver(box.address, 'stays')
  await api.call('waitForMessage', { remote: 'dustmail', subject: 'stays', timeout: 60 })
  await service.api.call('deleteMessages', { ids: items.map(({ id }) => id) })
  await api.call('pollRemote', { remote: 'dustmail' })
  expect(await api.call('getMessageOrigin', { id: here!.id })).toMatchObject({ gone: true })
  await api.call('deleteMailbox', { idOrAddress: box.id, atService: true })
  await expect(api.call('getMailbox', { idOrAddress: box.id })).rejects.toMatchObject({ code: 'not_found' })
  const there = await service.api.call('listMailboxes', { q: box.address })
  expect(there.items.filter(({ status }) => status === 'active')).toEqual([])
}, 90_000)

test('nothing is fetched twice, after a restart neither, nor what was deleted here', async () => {
  const folder = temporaryFolder()
  const account = await service.account('minutemail', { name: 'again' })
  const first = await startApp({ now, dataDir: folder.path })
  const one = injectClient(first)
  await one.call('createRemote', account)
  const box = await one.call('createMailbox', { remote: 'again', expiresIn: 60 })
  await deliver(box.address, 'kept')
  await deliver(box.address, 'deleted here')
  await one.call('pollRemote', { remote: 'again' })
  expect((await one.call('listMailboxMessages', { idOrAddress: box.id })).total).toBe(2)
  await one.call('deleteMessages', { mailbox: box.id, q: 'subject:"deleted here"' })
  const { seq } = (await one.call('listMailboxMessages', { idOrAddress: box.id })).items[0]!
  await first.stop()

  const second = await startApp({ now, dataDir: folder.path })
  const two = injectClient(second)
  expect(await two.call('getRemote', { remote: 'again' })).toMatchObject({ state: { status: 'keyMissing' } })
  await two.call('updateRemote', { remote: 'again', key: account.key! })
  await two.call('pollRemote', { remote: 'again' })
  const { items } = await two.call('listMailboxMessages', { idOrAddress: box.id })
  expect(items.map(({ subject, seq }) => ({ subject, seq }))).toEqual([{ subject: 'kept', seq }])
  await second.stop()
  folder.remove()
}, 180_000)
