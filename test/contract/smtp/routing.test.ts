import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '#shared/api/settings.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ApiClient
let accountId: string
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
  accountId = (await api.call('createAccount', { name: 'Shop Team', plan: 'unlimited' })).id
})
afterAll(() => app.stop())
beforeEach(async () => {
  await emptyStore(api)
  await api.call('updateSettings', { routing: 'smtpUser' })
  onTestFinished(() => void api.call('updateSettings', defaultSettings))
})

const logIn = async (user: string) => {
  const session = await openGreeted(app.smtpPort)
  const reply = await session.say(`AUTH PLAIN ${Buffer.from(`\0${user}\0x`).toString('base64')}`)
  return { session, reply }
}

/** Sends one mail as a user; answers every reply from AUTH on. */
async function sendAs(user: string, ...to: string[]): Promise<string[]> {
  const { session, reply } = await logIn(user)
  const replies = [reply, ...(await session.envelope('a@shop.test', ...to))]
  if (replies.at(-1)!.startsWith('250')) replies.push(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
  await session.quit()
  return replies
}

const addresses = async () =>
  (await api.call('listMailboxes', {})).items.map(({ address }) => address).toSorted()
const messagesIn = async (idOrAddress: string) =>
  (await api.call('listMailboxMessages', { idOrAddress })).items

test('a name with a space selects the same by CRAM-MD5', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.say('AUTH CRAM-MD5')
  const answer = Buffer.from(`Shop Team ${'0'.repeat(32)}`).toString('base64')
  expect(await session.say(answer)).toMatch(/^235 /)
  await session.envelope('a@shop.test', 'one@customer.test')
  const id = storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
  await session.quit()
  expect(await api.call('getMessage', { id })).toMatchObject({ address: 'one@customer.test' })
  expect(await api.call('getMailbox', { idOrAddress: 'one@customer.test' })).toMatchObject({ accountId })
})

describe('a user that is a mailbox gets all mail, whoever it is for', () => {
  test.each(['address', 'id'] as const)('named by its %s', async by => {
    const mailbox = await api.call('createMailbox', { address: 'Box@mayfly.test' })
    const replies = await sendAs(mailbox[by], 'one@customer.test', 'two@customer.test')
    const message = await api.call('getMessage', { id: storedId(replies.at(-1)!) })
    expect(message).toMatchObject({
      mailboxId: mailbox.id,
      address: 'Box@mayfly.test',
      envelope: { mailFrom: 'a@shop.test', rcptTo: ['one@customer.test', 'two@customer.test'] },
      smtp: { user: mailbox[by] },
    })
    expect(await messagesIn(mailbox.id)).toHaveLength(1)
    expect(await addresses()).toEqual(['Box@mayfly.test'])
  })

  test('one that is archived refuses at RCPT', async () => {
    const { id, address } = await api.call('createMailbox', { address: 'old@mayfly.test' })
    await api.call('archiveMailbox', { idOrAddress: id })
    expect((await sendAs(address, 'one@customer.test')).at(-1)).toBe('550 5.2.1 The mailbox is archived')
  })

  test('one that is not there is made, or refused when unknown recipients are', async () => {
    storedId((await sendAs('New@mayfly.test', 'one@customer.test')).at(-1)!)
    expect(await addresses()).toEqual(['New@mayfly.test'])
    await api.call('updateSettings', { unknownRecipients: 'reject' })
    const replies = await sendAs('other@mayfly.test', 'one@customer.test')
    expect(replies[0]).toMatch(/^235 /)
    expect(replies.at(-1)).toMatch(/^550 5\.1\.1 /)
    storedId((await sendAs('new@mayfly.test', 'one@customer.test')).at(-1)!)
  })
})

describe('a user that is an account', () => {
  test.each(['shop team', 'SHOP TEAM', 'its id'])('captures new mailboxes for it: %s', async name => {
    await api.call('createMailbox', { address: 'known@mayfly.test' })
    const replies = await sendAs(name === 'its id' ? accountId : name, 'new@mayfly.test', 'known@mayfly.test')
    expect(replies.at(-1)).toMatch(/^250 .* and 1 more$/)
    const accountOf = async (idOrAddress: string) => (await api.call('getMailbox', { idOrAddress })).accountId
    expect(await accountOf('new@mayfly.test')).toBe(accountId)
    expect(await accountOf('known@mayfly.test')).not.toBe(accountId)
    expect(await messagesIn('known@mayfly.test')).toHaveLength(1)
  })

  test('takes no address at a domain that another account has verified', async () => {
    await api.call('createPlan', { id: 'short', maxMessageBytes: 10 })
    const { id: owning } = await api.call('createAccount', { name: 'Owning', plan: 'unlimited' })
    const { id } = await api.call('createDomain', { name: 'owned.test', accountId: owning })
    await api.call('verifyDomain', { id })
    storedId((await sendAs('shop team', 'new@owned.test')).at(-1)!)
    expect((await api.call('getMailbox', { idOrAddress: 'new@owned.test' })).accountId).toBe(owning)
    await api.call('updateAccount', { id: owning, plan: 'short' })
    expect((await sendAs('shop team', 'other@owned.test')).at(-1)).toMatch(
      /^552 5\.3\.4 .*plan short allows$/,
    )
  })

  test('that is deleted while its mail comes in captures nothing any more', async () => {
    const { id } = await api.call('createAccount', { name: 'Short', plan: 'unlimited' })
    await api.call('createMailbox', { address: 'known@mayfly.test' })
    const { session } = await logIn('short')
    await session.envelope('a@shop.test', 'new@mayfly.test')
    await session.say('DATA')
    await api.call('deleteAccount', { id })
    session.write('Subject: x\r\n\r\nx\r\n.\r\n')
    expect(await session.reply()).toMatch(/^550 5\.1\.1 /)
    await session.quit()
    expect(await addresses()).toEqual(['known@mayfly.test'])
  })

  test('brings its plan along', async () => {
    await api.call('createPlan', { id: 'tiny', maxMessageBytes: 10 })
    await api.call('createAccount', { name: 'Tiny', plan: 'tiny' })
    expect((await sendAs('tiny', 'new@mayfly.test')).at(-1)).toMatch(/^552 5\.3\.4 .*plan tiny allows$/)
    expect(await addresses()).toEqual([])
  })
})

describe('a user of any other name', () => {
  test('is a mailbox at the default domain', async () => {
    await api.call('updateSettings', { defaultDomain: 'apps.test' })
    const replies = await sendAs('billing', 'one@customer.test', 'two@customer.test')
    expect(await messagesIn('billing@apps.test')).toMatchObject([{ id: storedId(replies.at(-1)!) }])
    expect(await addresses()).toEqual(['billing@apps.test'])
  })

  test('is refused at the login when unknown recipients are, unless its mailbox is there', async () => {
    await api.call('updateSettings', { unknownRecipients: 'reject' })
    expect((await logIn('billing')).reply).toMatch(/^535 5\.7\.8 /)
    await api.call('createMailbox', { address: 'billing@mayfly.test' })
    storedId((await sendAs('billing', 'one@customer.test')).at(-1)!)
  })

  test('is refused when it can be no address', async () => {
    expect((await logIn('my app')).reply).toMatch(/^535 5\.7\.8 /)
  })
})

test('without a login mail goes to its recipients', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.envelope('a@shop.test', 'one@customer.test', 'two@customer.test')
  await session.data('Subject: x\r\n\r\nx\r\n.\r\n')
  await session.quit()
  expect(await addresses()).toEqual(['one@customer.test', 'two@customer.test'])
})

test('a change of the setting holds for the next mail of an open connection', async () => {
  const { session } = await logIn('billing')
  const send = async () => {
    await session.envelope('a@shop.test', 'one@customer.test')
    await session.data('Subject: x\r\n\r\nx\r\n.\r\n')
  }
  await send()
  await api.call('updateSettings', { routing: 'recipient' })
  await send()
  await session.quit()
  expect(await addresses()).toEqual(['billing@mayfly.test', 'one@customer.test'])
})
