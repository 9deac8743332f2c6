import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyWebhooks } from '#test/support/empty-webhooks.ts'
import { keyCaller, ownerCaller } from '#test/support/key-caller.ts'
import { passwordFile } from '#test/support/password-file.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { openReceiver } from '#test/support/webhook-receiver.ts'

let app: TestApp
let owner: ApiClient
beforeAll(async () => {
  app = await startApp()
  owner = injectClient(app)
})
afterAll(() => app.stop())
beforeEach(() => emptyWebhooks(owner))

const url = 'https://app.example/hooks'

/** The mailbox of an address at a domain that the account has verified. */
async function mailboxOf(accountId: string): Promise<string> {
  const { id } = await owner.call('createDomain', { name: 'red.test', accountId })
  await owner.call('verifyDomain', { id })
  return (await owner.call('injectMessage', { idOrAddress: 'x@red.test', raw: 'Subject: x\r\n\r\nx' }))
    .mailboxId
}

test('an account has a hundred at most', async () => {
  const { id: accountId } = await owner.call('createAccount', { name: 'Red', plan: 'unlimited' })
  const red = await keyCaller(app, { accountId })
  for (let n = 0; n < 100; n++) await red.call('createWebhook', { url, events: ['*'] })
  await expect(red.call('createWebhook', { url, events: ['*'] })).rejects.toMatchObject({
    code: 'conflict',
    message: 'An account has at most 100 webhooks. Delete one first.',
  })
  expect((await owner.call('createWebhook', { url, events: ['*'] })).accountId).toBe('local')
})

test('the owner names the account, a key is bound to its own', async () => {
  const { id: red } = await owner.call('createAccount', { name: 'Red', plan: 'unlimited' })
  const made = await owner.call('createWebhook', { url, events: ['*'], accountId: red })
  expect(made.accountId).toBe(red)
  const key = await keyCaller(app, { accountId: red })
  expect((await key.call('createWebhook', { url, events: ['*'], accountId: red })).accountId).toBe(red)
  const foreign = key.call('createWebhook', { url, events: ['*'], accountId: 'local' })
  await expect(foreign).rejects.toMatchObject({ code: 'forbidden' })
  const unknown = owner.call('createWebhook', { url, events: ['*'], accountId: 'nobody' })
  await expect(unknown).rejects.toMatchObject({ code: 'not_found', message: 'There is no account nobody.' })
})

test('a mailbox that the owner names brings its account along, and no other fits', async () => {
  const { id: red } = await owner.call('createAccount', { name: 'Red', plan: 'unlimited' })
  const mailbox = await mailboxOf(red)
  const made = await owner.call('createWebhook', { url, events: ['*'], mailbox })
  expect(made).toMatchObject({ accountId: red, mailbox })
  const mismatch = owner.call('createWebhook', { url, events: ['*'], mailbox, accountId: 'local' })
  await expect(mismatch).rejects.toMatchObject({ code: 'not_found' })
  const { id } = await owner.call('createWebhook', { url, events: ['*'] })
  await expect(owner.call('updateWebhook', { id, mailbox })).rejects.toMatchObject({ code: 'not_found' })
})

test('what is of another account is not there', async () => {
  const { id: red } = await owner.call('createAccount', { name: 'Red', plan: 'unlimited' })
  const key = await keyCaller(app, { accountId: red })
  const { id } = await owner.call('createWebhook', { url: 'http://127.0.0.1:9/', events: ['*'] })
  const { id: deliveryId } = await owner.call('testWebhook', { id })
  const { id: mailbox } = await owner.call('createMailbox', { address: 'mine@mayfly.test' })
  for (const call of [
    () => key.call('getWebhook', { id }),
    () => key.call('updateWebhook', { id, url }),
    () => key.call('deleteWebhook', { id }),
    () => key.call('listWebhookDeliveries', { id }),
    () => key.call('testWebhook', { id }),
    () => key.call('redeliverWebhookDelivery', { id, deliveryId }),
    () => key.call('createWebhook', { url, events: ['*'], mailbox }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'not_found' })
  expect(await key.call('listWebhooks', {})).toEqual({ items: [], nextCursor: null, total: 0 })
  expect((await owner.call('listWebhooks', {})).total).toBe(1)
})

test('a key with some domains makes and sees webhooks of these domains only', async () => {
  const shop = await keyCaller(app, { accountId: 'local', mailboxDomains: ['shop.test', 'store.test'] })
  const { id: inside } = await owner.call('createMailbox', { address: 'a@shop.test' })
  const { id: outside } = await owner.call('createMailbox', { address: 'a@mayfly.test' })
  const made = await shop.call('createWebhook', { url, events: ['*'] })
  expect(made.mailboxDomains).toEqual(['shop.test', 'store.test'])
  expect(await shop.call('updateWebhook', { id: made.id, mailbox: inside })).toMatchObject({
    mailbox: inside,
  })
  for (const call of [
    () => shop.call('createWebhook', { url, events: ['*'], mailbox: outside }),
    () => shop.call('updateWebhook', { id: made.id, mailbox: outside }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'forbidden' })

  const wide = await owner.call('createWebhook', { url, events: ['*'] })
  const narrow = await keyCaller(app, { accountId: 'local', mailboxDomains: ['shop.test'] })
  for (const call of [
    () => shop.call('getWebhook', { id: wide.id }),
    () => shop.call('updateWebhook', { id: wide.id, url }),
    () => narrow.call('getWebhook', { id: made.id }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'not_found' })
  expect((await shop.call('listWebhooks', {})).items.map(({ id }) => id)).toEqual([made.id])
  expect((await narrow.call('listWebhooks', {})).total).toBe(0)
  const all = await keyCaller(app, { accountId: 'local' })
  expect((await all.call('listWebhooks', {})).total).toBe(2)
})

test('each hears of its own account, and of its key’s domains, alone', async () => {
  const { id: red } = await owner.call('createAccount', { name: 'Red', plan: 'unlimited' })
  const redMailbox = await mailboxOf(red)
  const receivers = { red: await openReceiver(), local: await openReceiver(), shop: await openReceiver() }
  const events: ['*'] = ['*']
  await (await keyCaller(app, { accountId: red })).call('createWebhook', { url: receivers.red.url, events })
  await (
    await keyCaller(app, { accountId: 'local' })
  ).call('createWebhook', { url: receivers.local.url, events })
  const shop = await keyCaller(app, { accountId: 'local', mailboxDomains: ['shop.test'] })
  await shop.call('createWebhook', { url: receivers.shop.url, events })

  const to = ['x@red.test', 'a@mayfly.test', 'a@shop.test']
  await sendMail(app.smtpPort, { to, subject: 'all', text: 'x' })
  const told = (name: keyof typeof receivers) => receivers[name].types().toSorted()
  await expect.poll(() => told('red')).toEqual(['message.received'])
  await expect.poll(() => told('shop')).toEqual(['mailbox.created', 'message.received'])
  await expect.poll(() => told('local')).toHaveLength(4)
  const ids = (await owner.call('listMessages', { q: 'subject:all' })).items.map(({ id }) => id)
  await owner.call('deleteMessages', { ids })
  await owner.call('deleteMailbox', { idOrAddress: redMailbox })
  const end = ['mailbox.deleted', 'message.deleted', 'message.deleted', 'message.received']
  await expect.poll(() => told('red')).toEqual(end)
  await expect.poll(() => told('shop')).toHaveLength(3)
  await expect.poll(() => told('local')).toHaveLength(5)

  const bodies = (name: keyof typeof receivers) => receivers[name].received.map(({ body }) => body).join()
  const named = async (address: string) =>
    (await owner.call('getMailbox', { idOrAddress: address }).catch(() => ({ id: redMailbox }))).id
  const [onMayfly, atShop] = [await named('a@mayfly.test'), await named('a@shop.test')]
  for (const [name, foreign] of [
    ['red', [onMayfly, atShop]],
    ['local', [redMailbox]],
    ['shop', [redMailbox, onMayfly]],
  ] as const)
    for (const id of foreign) expect(bodies(name)).not.toContain(id)
  expect(bodies('local')).toContain(atShop)
})

test('the webhooks of a deleted account are gone', async () => {
  const { id: red } = await owner.call('createAccount', { name: 'Red', plan: 'unlimited' })
  const { id } = await owner.call('createWebhook', { url, events: ['*'], accountId: red })
  await owner.call('deleteAccount', { id: red })
  await expect(owner.call('getWebhook', { id })).rejects.toMatchObject({ code: 'not_found' })
})

test('on a server that others can reach, only the owner sends to the machine it runs on', async () => {
  const file = passwordFile()
  const open = await startApp({ host: '0.0.0.0', passwordFile: file.path })
  onTestFinished(async () => {
    await open.stop()
    file.remove()
  })
  const receiver = await openReceiver()
  const key = await keyCaller(open, { accountId: 'local' })
  const self = ownerCaller(open)
  const refused = {
    code: 'bad_request',
    message: 'url: 127.0.0.1 is an address of this machine, where no request may go.',
  }
  await expect(key.call('createWebhook', { url: receiver.url, events: ['*'] })).rejects.toMatchObject(refused)
  const made = await self.call('createWebhook', { url: receiver.url, events: ['*'] })
  await expect(key.call('updateWebhook', { id: made.id, url: receiver.url })).rejects.toMatchObject(refused)
  await self.call('testWebhook', { id: made.id })
  await expect.poll(() => receiver.received.length).toBe(1)

  const named = { url: `http://localhost:${receiver.port}/`, events: ['mailbox.updated' as const] }
  for (const { id } of [
    await key.call('createWebhook', named),
    await key.call('updateWebhook', { id: made.id, url: named.url }),
  ]) {
    const { id: deliveryId } = await self.call('testWebhook', { id })
    const tried = async () =>
      (await self.call('listWebhookDeliveries', { id })).items.find(delivery => delivery.id === deliveryId)
    await expect.poll(tried).toMatchObject({
      attempts: 1,
      lastError: expect.stringMatching(
        /^localhost cannot be called: .* is an address of this machine/,
      ) as string,
    })
  }
  expect(receiver.received).toHaveLength(1)
})
