import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Key } from '#shared/api/keys.ts'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let clock = Date.parse('2026-11-21T05:00:00.000Z')
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: () => clock })
})
afterAll(() => app.stop())

const ask = async (key: string, url = '/api/v1/messages') =>
  (await fetch(`${app.url}${url}`, { headers: { authorization: `Bearer ${key}` } })).status

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'keys over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(async () => {
      api = create(app)
      for (const { id } of (await api.call('listKeys', { limit: 200 })).items)
        await api.call('deleteKey', { id })
    })
    const make = (more: object = {}) =>
      api.call('createKey', { name: 'ci', service: 'mayfly', mailboxDomains: ['*'], ...more })

    test('a key is shown once, and never again', async () => {
      const { key, ...record } = await make({ name: ' CI runner ', mailboxDomains: ['QA.Test', 'qa.test'] })
      expect(record).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) as string,
        name: 'CI runner',
        prefix: 'mayfly_',
        lastEight: key.slice(-8),
        accountId: 'local',
        service: 'mayfly',
        status: 'active',
        mailboxDomains: ['qa.test'],
        allowedOrigins: [],
        createdAt: new Date(clock).toISOString(),
        expiresAt: null,
        lastUsedAt: null,
      })
      expect(await api.call('getKey', { id: record.id })).toEqual(record)
      expect((await api.call('listKeys', {})).items).toEqual([record])
      expect(await api.call('updateKey', { id: record.id, name: 'x' })).toEqual({ ...record, name: 'x' })
    })

    test.each([
      ['mayfly', /^mayfly_[A-Za-z0-9]{40}$/],
      ['minutemail', /^mmak_[A-Z2-7]{52}$/],
      ['dustmail', /^dm_live_[A-Za-z0-9]{32}$/],
      ['momail', /^mk_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}$/],
      ['mailfade', /^mf_[A-Za-z0-9]{30}$/],
    ] as const)('keys of %s look as theirs do, and no two are the same', async (service, shape) => {
      const [one, two] = [await make({ service }), await make({ service })]
      expect([one.key, two.key]).toEqual([expect.stringMatching(shape), expect.stringMatching(shape)])
      expect(one.key).not.toBe(two.key)
      expect(one.key.startsWith(one.prefix)).toBe(true)
      expect([await ask(one.key), await ask(two.key)]).toEqual([200, 200])
    })

    test('a key of MinuteMail may have its other form, and keeps it', async () => {
      const asked = { service: 'minutemail', prefix: 'mm_sk_live_' }
      const { id, key, prefix } = await make(asked)
      expect([key, prefix]).toEqual([expect.stringMatching(/^mm_sk_live_[a-z0-9]{36}$/), 'mm_sk_live_'])
      expect(await ask(key)).toBe(200)
      const renewed = await api.call('regenerateKey', { id })
      expect(renewed.key).toMatch(/^mm_sk_live_[a-z0-9]{36}$/)
      expect(await ask(renewed.key)).toBe(200)
    })

    test.each([
      [{ name: '' }, 'name'],
      [{ prefix: 'mm_sk_live_' }, 'prefix'],
      [{ service: 'minutemail', prefix: 'mmak' }, 'prefix'],
      [{ name: '   ' }, 'name'],
      [{ name: 'x'.repeat(101) }, 'name'],
      [{ service: 'gmail' }, 'service'],
      [{ mailboxDomains: [] }, 'mailboxDomains'],
      [{ mailboxDomains: ['*', 'a.test'] }, 'mailboxDomains'],
      [{ mailboxDomains: ['*.a.test'] }, 'mailboxDomains.0'],
      [{ mailboxDomains: ['a.test', 'b c'] }, 'mailboxDomains.1'],
      [{ mailboxDomains: undefined }, 'mailboxDomains'],
      [{ allowedOrigins: ['*'] }, 'allowedOrigins.0'],
      [{ allowedOrigins: ['https://app.test/path'] }, 'allowedOrigins.0'],
      [{ allowedOrigins: ['ftp://app.test'] }, 'allowedOrigins.0'],
      [{ expiresAt: '2026-11-21T05:00:00Z' }, 'expiresAt'],
      [{ expiresAt: '2026-11-20' }, 'expiresAt'],
      [{ expiresAt: '9999-12-31T23:59:59-12:00' }, 'expiresAt'],
      [{ key: 'mayfly_mine' }, 'key'],
    ] as [object, string][])('%j is refused, and says where', async (asked, field) => {
      const before = clock
      clock = Date.parse('2026-11-21T05:00:00.000Z')
      await expect(make(asked)).rejects.toMatchObject({ code: 'bad_request', details: [{ field }] })
      expect((await api.call('listKeys', {})).total).toBe(0)
      clock = before
    })

    test('an account that is not there has no keys', async () => {
      await expect(make({ accountId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
      expect((await api.call('listKeys', { account: 'nobody' })).items).toEqual([])
      await api.call('createKey', { name: 'a', service: 'dustmail', mailboxDomains: ['*'] })
      expect((await api.call('listKeys', { service: 'dustmail' })).items).toMatchObject([
        { service: 'dustmail' },
      ])
      expect((await api.call('listKeys', { service: 'momail' })).total).toBe(0)
    })

    test('every change takes what is named and leaves the rest', async () => {
      const { key, ...made } = await make({ allowedOrigins: ['https://App.Test:3000', '*.qa.test'] })
      expect(made.allowedOrigins).toEqual(['app.test:3000', '*.qa.test'])
      const expiresAt = new Date(clock + 60_000).toISOString()
      const changes: Partial<Key>[] = [
        { expiresAt },
        { mailboxDomains: ['a.test', 'b.test'] },
        { allowedOrigins: [] },
        { name: 'other' },
        { expiresAt: null },
        {},
      ]
      let expected: Key = made
      for (const change of changes) {
        expected = { ...expected, ...change }
        expect(await api.call('updateKey', { id: made.id, ...change })).toEqual(expected)
        expect(await api.call('getKey', { id: made.id })).toEqual(expected)
      }
      await expect(
        api.call('updateKey', { id: made.id, expiresAt: new Date(clock).toISOString() }),
      ).rejects.toMatchObject({ code: 'bad_request', details: [{ field: 'expiresAt' }] })
      expect(await ask(key)).toBe(200)
    })

    test('expires to the millisecond, and works again when it is given more time', async () => {
      const { id, key } = await make({ expiresAt: new Date(clock + 60_000).toISOString() })
      clock += 59_999
      expect([await ask(key), (await api.call('getKey', { id })).status]).toEqual([200, 'active'])
      clock += 1
      expect([await ask(key), (await api.call('getKey', { id })).status]).toEqual([401, 'expired'])
      expect((await api.call('listKeys', { status: 'expired' })).items).toMatchObject([{ id }])
      expect((await api.call('listKeys', { status: 'active' })).total).toBe(0)
      await api.call('updateKey', { id, expiresAt: new Date(clock + 1).toISOString() })
      expect(await ask(key)).toBe(200)
      clock += 1
      expect(await ask(key)).toBe(401)
    })

    test('a new secret ends the old one at once', async () => {
      const { key: old, ...made } = await make({ service: 'minutemail' })
      expect(await ask(old)).toBe(200)
      const { key, ...record } = await api.call('regenerateKey', { id: made.id })
      expect(record).toEqual({
        ...made,
        lastEight: key.slice(-8),
        lastUsedAt: new Date(clock).toISOString(),
      })
      expect(key).toMatch(/^mmak_[A-Z2-7]{52}$/)
      expect([await ask(old), await ask(key)]).toEqual([401, 200])
    })

    test('what names a key of MoMail is kept to be shown, also of a new secret', async () => {
      const made = await make({ service: 'momail' })
      expect(made.prefix).toBe(made.key.slice(0, 'mk_a1b2c3d4_'.length))
      const { key, prefix } = await api.call('regenerateKey', { id: made.id })
      expect(prefix).toBe(key.slice(0, 'mk_a1b2c3d4_'.length))
      expect(prefix).not.toBe(made.prefix)
      expect(await ask(key)).toBe(200)
    })

    test('revoked is for good', async () => {
      const { id, key } = await make()
      expect(await api.call('revokeKey', { id })).toMatchObject({ id, status: 'revoked' })
      expect(await ask(key)).toBe(401)
      expect(await api.call('revokeKey', { id })).toMatchObject({ status: 'revoked' })
      await expect(api.call('regenerateKey', { id })).rejects.toMatchObject({ code: 'conflict' })
      expect((await api.call('updateKey', { id, expiresAt: null })).status).toBe('revoked')
      expect((await api.call('listKeys', { status: 'revoked' })).items).toMatchObject([{ id }])
      expect(await ask(key)).toBe(401)
    })

    test('what is deleted is gone', async () => {
      const { id, key } = await make()
      await api.call('deleteKey', { id })
      expect(await ask(key)).toBe(401)
      for (const call of [
        () => api.call('getKey', { id }),
        () => api.call('updateKey', { id, name: 'x' }),
        () => api.call('regenerateKey', { id }),
        () => api.call('revokeKey', { id }),
        () => api.call('deleteKey', { id }),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'not_found' })
    })

    test('lists newest first, by page, and by account', async () => {
      for (const name of ['one', 'two', 'three']) await make({ name })
      const first = await api.call('listKeys', { limit: 2 })
      expect(first).toMatchObject({ items: [{ name: 'three' }, { name: 'two' }], total: 3 })
      const second = await api.call('listKeys', { limit: 2, cursor: first.nextCursor! })
      expect(second).toMatchObject({ items: [{ name: 'one' }], nextCursor: null, total: 3 })
      expect((await api.call('listKeys', { account: 'local', limit: 3 })).nextCursor).toBe(null)
    })
  },
)
