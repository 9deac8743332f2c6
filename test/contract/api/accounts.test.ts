import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { httpClient, injectClient, ipcClient, keyClient, type ApiClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { countRows, withStore } from '#test/support/store-file.ts'

const nothingYet = { keyCount: 0, mailboxCount: 0 }

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'accounts over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(() => (api = create(app)))
    afterEach(async () => {
      for (const { id } of (await api.call('listAccounts', {})).items)
        if (id !== 'local') await api.call('deleteAccount', { id })
    })

    test('a store has one account, without limits, that cannot be deleted', async () => {
      const local = {
        id: 'local',
        name: 'Local',
        plan: 'unlimited',
        createdAt: expect.any(String) as string,
        ...nothingYet,
      }
      expect(await api.call('listAccounts', {})).toEqual({ items: [local], nextCursor: null, total: 1 })
      expect(await api.call('getAccount', { id: 'local' })).toEqual(local)
      await expect(api.call('deleteAccount', { id: 'local' })).rejects.toMatchObject({ code: 'conflict' })
    })

    test('is made on a plan, renamed, put on another plan', async () => {
      const made = await api.call('createAccount', { name: ' Shop ', plan: 'free' })
      expect(made).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) as string,
        name: 'Shop',
        plan: 'free',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        ...nothingYet,
      })
      expect(await api.call('getAccount', { id: made.id })).toEqual(made)
      const renamed = { ...made, name: 'Shöp' }
      expect(await api.call('updateAccount', { id: made.id, name: 'Shöp' })).toEqual(renamed)
      const upgraded = { ...renamed, plan: 'team' }
      expect(await api.call('updateAccount', { id: made.id, plan: 'team' })).toEqual(upgraded)
      expect(await api.call('updateAccount', { id: made.id })).toEqual(upgraded)
      expect(await api.call('getAccount', { id: made.id })).toEqual(upgraded)
    })

    test('says how many keys and mailboxes it has', async () => {
      const { id } = await api.call('createAccount', { name: 'Shop', plan: 'unlimited' })
      const { id: keyId, key } = await makeKey(app, { accountId: id })
      await makeKey(app, { accountId: id })
      await api.call('revokeKey', { id: keyId })
      const { key: living } = await makeKey(app, { accountId: id })
      expect(living).not.toBe(key)
      const owned = keyClient(app, living)
      const { address } = await owned.call('createMailbox', {})
      await owned.call('createMailbox', {})
      await owned.call('archiveMailbox', { idOrAddress: address })
      const counts = { keyCount: 3, mailboxCount: 2 }
      expect(await api.call('getAccount', { id })).toMatchObject(counts)
      expect((await api.call('listAccounts', {})).items).toMatchObject([
        counts,
        { id: 'local', ...nothingYet },
      ])
    })

    test('a name is given once, whatever its case', async () => {
      const shop = await api.call('createAccount', { name: 'Grüße', plan: 'free' })
      const other = await api.call('createAccount', { name: 'Other', plan: 'free' })
      for (const name of ['Grüße', 'GRÜẞE', 'gru\u0308ße', 'LOCAL']) {
        const refused = { code: 'conflict', message: expect.stringContaining(name) as string }
        await expect(api.call('createAccount', { name, plan: 'free' })).rejects.toMatchObject(refused)
        await expect(api.call('updateAccount', { id: other.id, name })).rejects.toMatchObject(refused)
      }
      expect(await api.call('updateAccount', { id: shop.id, name: 'GRÜßE' })).toMatchObject({ name: 'GRÜßE' })
    })

    test('an unknown plan is refused with the plans there are', async () => {
      const local = await api.call('getAccount', { id: 'local' })
      const refused = {
        code: 'bad_request',
        message: expect.stringMatching(/no plan gold; .*unlimited.*free.*mailfade-team/) as string,
        details: [{ field: 'plan' }],
      }
      await expect(api.call('createAccount', { name: 'x', plan: 'gold' })).rejects.toMatchObject(refused)
      await expect(
        api.call('updateAccount', { id: 'local', name: 'Mine', plan: 'gold' }),
      ).rejects.toMatchObject(refused)
      expect(await api.call('getAccount', { id: 'local' })).toEqual(local)
    })

    test.each([
      { plan: 'free' },
      { name: 'x' },
      { name: '', plan: 'free' },
      { name: '   ', plan: 'free' },
      { name: 'a\nb', plan: 'free' },
      { name: 'x'.repeat(101), plan: 'free' },
      { name: 'x', plan: '' },
      { name: 'x', plan: 'free', id: 'mine' },
    ])('an account that cannot be is refused: %j', async asked => {
      await expect(api.call('createAccount', asked as never)).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: expect.any(String) }],
      })
      expect((await api.call('listAccounts', {})).total).toBe(1)
    })

    test('are listed newest first, by page', async () => {
      for (const name of ['one', 'two', 'three']) await api.call('createAccount', { name, plan: 'free' })
      const first = await api.call('listAccounts', { limit: 3 })
      expect(first.items.map(({ name }) => name)).toEqual(['three', 'two', 'one'])
      expect(first.total).toBe(4)
      const second = await api.call('listAccounts', { limit: 3, cursor: first.nextCursor! })
      expect(second).toMatchObject({ items: [{ id: 'local' }], nextCursor: null, total: 4 })
    })

    test('a deleted one is not there any more, and its name is free', async () => {
      const { id } = await api.call('createAccount', { name: 'gone', plan: 'free' })
      await api.call('deleteAccount', { id })
      const missing = { code: 'not_found' }
      await expect(api.call('getAccount', { id })).rejects.toMatchObject(missing)
      await expect(api.call('updateAccount', { id, name: 'x' })).rejects.toMatchObject(missing)
      await expect(api.call('deleteAccount', { id })).rejects.toMatchObject(missing)
      await api.call('createAccount', { name: 'Gone', plan: 'free' })
    })

    test('two deletes at once: one succeeds, the other finds nothing', async () => {
      const { id } = await api.call('createAccount', { name: 'twice', plan: 'free' })
      const both = await Promise.allSettled([1, 2].map(() => api.call('deleteAccount', { id })))
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'not_found' },
      })
    })
  },
)

describe('in a store on disk', () => {
  async function startOnDisk(options: { logLevel?: 'silent' } = {}) {
    const folder = temporaryFolder()
    onTestFinished(() => folder.remove())
    const first = await startApp({ dataDir: folder.path, ...options })
    return { dataDir: folder.path, app: first, api: injectClient(first) }
  }

  test('accounts outlive a restart', async () => {
    const { dataDir, app: first, api } = await startOnDisk()
    await api.call('createAccount', { name: 'kept', plan: 'pro' })
    const before = await api.call('listAccounts', {})
    await first.stop()
    const second = await startApp({ dataDir })
    onTestFinished(() => second.stop())
    expect(await injectClient(second).call('listAccounts', {})).toEqual(before)
  })

  test('a deleted account takes all that was its own, and nothing of others', async () => {
    const { dataDir, app: first, api } = await startOnDisk()
    onTestFinished(() => first.stop())
    const { id } = await api.call('createAccount', { name: 'full', plan: 'free' })
    await sendMail(first.smtpPort, { to: 'kept@mayfly.test', text: 'x' })
    await sendMail(first.smtpPort, { to: ['mine@mayfly.test', 'empty@mayfly.test'], text: 'x' })
    await sendMail(first.smtpPort, { to: 'mine@mayfly.test', text: 'pinned' })
    await api.call('updateMessage', { id: (await api.call('getMessage', { id: 'latest' })).id, pinned: true })
    withStore(dataDir, db => {
      db.run("UPDATE mailboxes SET account_id = ? WHERE local_part <> 'kept'", id)
      for (const [n, account] of [id, id, 'local'].entries()) {
        db.run("INSERT INTO keys (id, account_id, name, service, prefix, last_eight, hash, mailbox_domains, allowed_origins, created_at) VALUES (?, ?, '', '', '', '', ?, '', '', 0)", `k${n}`, account, `h${n}`) // prettier-ignore
        db.run("INSERT INTO domains (id, account_id, name, status, txt_value, created_at) VALUES (?, ?, ?, 'pending', '', 0)", `d${n}`, account, `${n}.test`) // prettier-ignore
        db.run("INSERT INTO webhooks (id, account_id, url, events, secret, after_seq, created_at) VALUES (?, ?, '', '', '', 0, 0)", `w${n}`, account) // prettier-ignore
        db.run("INSERT INTO webhook_deliveries (id, webhook_id, event, payload, status, created_at) VALUES (?, ?, '', '', 'failed', 0)", `wd${n}`, `w${n}`) // prettier-ignore
      }
    })
    await api.call('deleteAccount', { id })
    expect((await api.call('listMailboxes', {})).items.map(({ localPart }) => localPart)).toEqual(['kept'])
    withStore(dataDir, db => {
      expect(countRows(db)).toMatchObject({ deliveries: 1 })
      const ids = (table: string) => db.all<{ id: string }>(`SELECT id FROM ${table}`).map(row => row.id)
      expect(['keys', 'domains', 'webhooks', 'webhook_deliveries', 'accounts'].map(ids)).toEqual([
        ['k2'],
        ['d2'],
        ['w2'],
        ['wd2'],
        ['local'],
      ])
    })
    // What it leaves behind goes soon after.
    let rows = {}
    await expect
      .poll(() => {
        withStore(dataDir, db => (rows = countRows(db)))
        return rows
      })
      .toMatchObject({ deliveries: 1, contents: 1, raws: 1, details: 1, message_index: 1, leftovers: 0 })
  })

  test('an account that could not be deleted keeps what the store has of it', async () => {
    const { dataDir, app: first, api } = await startOnDisk({ logLevel: 'silent' })
    onTestFinished(() => first.stop())
    const { id: accountId } = await api.call('createAccount', { name: 'kept', plan: 'unlimited' })
    const { id: keyId, key } = await makeKey(first, { accountId })
    const webhook = { url: 'http://127.0.0.1:9/', events: ['message.received' as const], accountId }
    const { id: webhookId } = await api.call('createWebhook', webhook)
    const change = (sql: string) => withStore(dataDir, db => db.exec(sql))
    change("CREATE TRIGGER full BEFORE DELETE ON keys BEGIN SELECT raise(ABORT, 'full'); END")
    await expect(api.call('deleteAccount', { id: accountId })).rejects.toMatchObject({
      code: 'internal_error',
    })
    expect((await api.call('listKeys', {})).items).toMatchObject([{ id: keyId }])
    await keyClient(first, key).call('injectMessage', { idOrAddress: 'x@mayfly.test', raw: 'x' })
    await expect.poll(async () => (await api.call('listWebhookDeliveries', { id: webhookId })).total).toBe(1)
    change('DROP TRIGGER full')
    await api.call('deleteAccount', { id: accountId })
    expect((await api.call('listKeys', {})).items).toEqual([])
    await expect(keyClient(first, key).call('listMessages', {})).rejects.toMatchObject({
      code: 'unauthorized',
    })
  })

  test('the small key of an account is never given again', async () => {
    const { dataDir, app: first, api } = await startOnDisk()
    onTestFinished(() => first.stop())
    const keys = new Set<number>()
    for (let round = 0; round < 3; round++) {
      const { id } = await api.call('createAccount', { name: 'again', plan: 'free' })
      keys.add(
        withStore(dataDir, db => db.get<{ key: number }>('SELECT key FROM accounts WHERE id = ?', id)!.key),
      )
      await api.call('deleteAccount', { id })
    }
    expect(keys.size).toBe(3)
    expect(keys.has(1)).toBe(false)
  })
})
