import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { injectClient, keyClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const clock = createHandClock()
let app: TestApp
let owner: ApiClient
let ours: string
let theirs: string
let key: ApiClient
/** May use a.test and b.test only. */
let narrow: ApiClient
let other: ApiClient

beforeAll(async () => {
  app = await startApp({ now: clock.now })
  owner = injectClient(app)
  await owner.call('createPlan', { id: 'small', activeMailboxes: 3, archivedMailboxes: 1 })
  const account = async (name: string, plan: string) => (await owner.call('createAccount', { name, plan })).id
  ours = await account('Ours', 'small')
  theirs = await account('Theirs', 'unlimited')
  const client = async (accountId: string, more = {}) =>
    keyClient(app, (await makeKey(app, { accountId, ...more })).key)
  key = await client(ours)
  narrow = await client(ours, { mailboxDomains: ['a.test', 'b.test'] })
  other = await client(theirs)
})
afterAll(() => app.stop())
beforeEach(() => emptyStore(owner))

const make = async (api: ApiClient, address: string, more = {}) =>
  (await api.call('createMailbox', { address, ...more })).id
const listed = async (api: ApiClient, query = {}) => {
  const { items, total } = await api.call('listMailboxes', query)
  expect(total).toBe(items.length)
  return items.map(({ address }) => address)
}

describe('whose a mailbox is', () => {
  test("a key's mailboxes are its account's", async () => {
    expect(await key.call('createMailbox', {})).toMatchObject({ accountId: ours, origin: 'api' })
    expect(await key.call('createMailbox', { accountId: ours })).toMatchObject({ accountId: ours })
    for (const accountId of [theirs, 'local', 'nobody'])
      await expect(key.call('createMailbox', { accountId })).rejects.toMatchObject({
        code: 'forbidden',
        message: 'Only the owner may name another account.',
      })
  })

  test('the owner makes them for any account, and for Local when none is named', async () => {
    expect(await owner.call('createMailbox', {})).toMatchObject({ accountId: 'local' })
    expect(await owner.call('createMailbox', { accountId: theirs })).toMatchObject({ accountId: theirs })
    await expect(owner.call('createMailbox', { accountId: 'nobody' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no account nobody.',
    })
  })

  test("another account's is not there: not in lists, by id or by address, for no call", async () => {
    const id = await make(other, 'x@a.test')
    await make(key, 'mine@a.test')
    expect(await listed(key)).toEqual(['mine@a.test'])
    expect(await listed(other)).toEqual(['x@a.test'])
    expect(await listed(owner)).toEqual(['mine@a.test', 'x@a.test'])
    for (const idOrAddress of [id, 'x@a.test']) {
      const words = { code: 'not_found', message: `There is no mailbox ${idOrAddress}.` }
      for (const api of [key, narrow]) {
        await expect(api.call('getMailbox', { idOrAddress })).rejects.toMatchObject(words)
        await expect(api.call('updateMailbox', { idOrAddress, tag: 'x' })).rejects.toMatchObject(words)
        await expect(api.call('archiveMailbox', { idOrAddress })).rejects.toMatchObject(words)
        await expect(api.call('restoreMailbox', { idOrAddress })).rejects.toMatchObject(words)
        await expect(api.call('deleteMailbox', { idOrAddress })).rejects.toMatchObject(words)
      }
    }
    expect(await owner.call('getMailbox', { idOrAddress: id })).toMatchObject({ status: 'active', tag: null })
  })

  test('an id of another account among many is unknown, and nothing is deleted', async () => {
    const ids = [await make(key, 'mine@a.test'), await make(other, 'x@a.test')]
    await expect(key.call('deleteMailboxes', { ids })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listed(owner)).toHaveLength(2)
  })

  test('an address is taken whoever has it', async () => {
    await make(other, 'x@a.test')
    await expect(make(key, 'x@a.test')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('the address of one that expired goes to whoever makes it anew', async () => {
    await make(other, 'x@a.test', { expiresIn: 1 })
    clock.passMinutes(1)
    await make(key, 'x@a.test')
    expect(await listed(key)).toEqual(['x@a.test'])
    expect(await listed(other, { status: 'expired' })).toEqual([])
  })
})

describe('domains', () => {
  test('a key makes mailboxes at its domains only; the first is meant when none is named', async () => {
    const { address, domain } = await narrow.call('createMailbox', {})
    expect([domain, address.endsWith('@a.test')]).toEqual(['a.test', true])
    expect(await narrow.call('createMailbox', { domain: 'B.test' })).toMatchObject({ domain: 'b.test' })
    for (const asked of [{ address: 'x@c.test' }, { domain: 'mayfly.test' }, { address: 'x@sub.a.test' }])
      await expect(narrow.call('createMailbox', asked)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('the default domain is meant when the key may use it', async () => {
    await owner.call('updateSettings', { defaultDomain: 'b.test' })
    expect(await narrow.call('createMailbox', {})).toMatchObject({ domain: 'b.test' })
    await owner.call('updateSettings', { defaultDomain: 'mayfly.test' })
  })

  test("the account's mailboxes elsewhere are left out of lists and forbidden", async () => {
    const id = await make(key, 'x@c.test')
    await make(key, 'x@b.test')
    expect(await listed(narrow)).toEqual(['x@b.test'])
    for (const name of ['getMailbox', 'archiveMailbox', 'deleteMailbox'] as const)
      await expect(narrow.call(name, { idOrAddress: id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(narrow.call('deleteMailboxes', { ids: [id] })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await listed(key)).toHaveLength(2)
  })

  test('a domain that another account has verified is forbidden to keys, and its mail is that account’s', async () => {
    const { id } = await owner.call('createDomain', { name: 'proved.test', accountId: theirs })
    await make(key, 'early@proved.test')
    await owner.call('verifyDomain', { id })
    await expect(make(key, 'x@proved.test')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('proved.test') as string,
    })
    await make(other, 'x@proved.test')
    expect(await owner.call('createMailbox', { domain: 'proved.test' })).toMatchObject({ accountId: 'local' })
    await sendMail(app.smtpPort, { to: 'captured@proved.test', text: 'x' })
    expect(await listed(other)).toEqual(['captured@proved.test', 'x@proved.test'])
    await owner.call('deleteDomain', { id })
  })

  test('nor can a key take an address there by injecting to it; what it has there already takes mail', async () => {
    const { id } = await owner.call('createDomain', { name: 'proved.test', accountId: theirs })
    await make(key, 'early@proved.test')
    await owner.call('verifyDomain', { id })
    const inject = (api: ApiClient, idOrAddress: string) =>
      api.call('injectMessage', { idOrAddress, raw: 'Subject: x\r\n\r\nx' })
    await expect(inject(key, 'x@Proved.test')).rejects.toMatchObject({
      code: 'forbidden',
      message: 'The domain proved.test belongs to another account. Use another domain.',
    })
    expect(await listed(owner)).toEqual(['early@proved.test'])
    await inject(key, 'early@proved.test')
    await inject(other, 'x@proved.test')
    await inject(owner, 'y@proved.test')
    expect(await listed(other)).toEqual(['y@proved.test', 'x@proved.test'])
    await owner.call('deleteDomain', { id })
  })
})

describe('quotas', () => {
  const full = (text: string) => ({
    code: 'quota_exceeded',
    message: expect.stringMatching(text) as string,
  })

  test('active mailboxes of the account: what is archived, expired or deleted makes room', async () => {
    const first = await make(key, '1@a.test', { expiresIn: 5 })
    const second = await make(narrow, '2@a.test')
    const third = await make(key, '3@a.test')
    const refused = full('active mailboxes .* small allows: 3.*Delete or archive')
    await expect(make(key, '4@a.test')).rejects.toMatchObject(refused)
    await expect(make(narrow, '4@a.test')).rejects.toMatchObject(refused)
    await make(other, '4@b.test')
    await key.call('archiveMailbox', { idOrAddress: second })
    await make(key, '4@a.test')
    await expect(key.call('restoreMailbox', { idOrAddress: second })).rejects.toMatchObject(refused)
    await key.call('deleteMailbox', { idOrAddress: third })
    await key.call('restoreMailbox', { idOrAddress: second })
    await expect(make(key, '5@a.test')).rejects.toMatchObject(refused)
    clock.passMinutes(5)
    await make(key, '5@a.test')
    expect(await key.call('getMailbox', { idOrAddress: first })).toMatchObject({ status: 'expired' })
  })

  test('archived mailboxes likewise', async () => {
    const ids = [await make(key, '1@a.test'), await make(key, '2@a.test')]
    await key.call('archiveMailbox', { idOrAddress: ids[0]! })
    await expect(key.call('archiveMailbox', { idOrAddress: ids[1]! })).rejects.toMatchObject(
      full('archived mailboxes .* small allows: 1.*Delete or restore'),
    )
    expect(await key.call('getMailbox', { idOrAddress: ids[1]! })).toMatchObject({ status: 'active' })
  })

  test('captured mailboxes do not count, and the owner is not limited', async () => {
    const { id } = await owner.call('createDomain', { name: 'ours.test', accountId: ours })
    await owner.call('verifyDomain', { id })
    await sendMail(app.smtpPort, { to: ['1@ours.test', '2@ours.test', '3@ours.test'], text: 'x' })
    for (const n of [1, 2, 3]) await make(key, `${n}@a.test`)
    await make(owner, '4@a.test', { accountId: ours })
    expect(await listed(key, { status: 'active' })).toHaveLength(7)
    await expect(make(key, '5@a.test')).rejects.toMatchObject({ code: 'quota_exceeded' })
    await owner.call('deleteDomain', { id })
  })

  test('twenty at once never get more than there is room for', async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => key.call('createMailbox', {})))
    const refused = all.filter(one => one.status === 'rejected')
    expect(refused).toHaveLength(17)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'quota_exceeded' })
    expect(await listed(key)).toHaveLength(3)
  })

  test('nor do ten that are archived at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, n) => make(owner, `${n}@a.test`, { accountId: ours })),
    )
    const all = await Promise.allSettled(ids.map(id => key.call('archiveMailbox', { idOrAddress: id })))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await listed(key, { status: 'archived' })).toHaveLength(1)
  })
})
