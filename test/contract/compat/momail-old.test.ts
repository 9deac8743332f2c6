import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Dns } from '#main/domains/dns.ts'
import * as schema from '#main/compat/momail/old/schema.ts'
import { injectClient, keyClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { currentMoMail, errorOf, newMoMail, oldMoMail } from './momail-client.ts'
import { oldExamples as examples } from './momail-old-examples.ts'

/** TXT records by name. */
const zone = new Map<string, string>()
const dns: Dns = {
  resolveTxt: async name => (zone.has(name) ? [[zone.get(name)!]] : []),
  resolveMx: async () => [],
}

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat({ dns }))
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-15T10:30:00.000Z'))

describe('API keys', () => {
  test('the examples: create, list, delete', async () => {
    const { old, keyId } = await newMoMail(app, 'momail-free')
    const created = await old('POST', '/api-keys', { body: examples.createKey })
    expect([created.status, shapeOf(created.body)]).toEqual([201, shapeOf(examples.keyCreated)])
    const { data, meta } = schema.KeyCreated.parse(created.body)
    expect(data).toMatchObject({
      name: 'Production API',
      apiKey: expect.stringMatching(/^mk_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}$/) as string,
      keyPrefix: `${data.apiKey.slice(0, 6)}****`,
      plan: 'free',
      rateLimit: 20,
      createdAt: '2024-01-15T10:30:00.000Z',
      expirationTs: '2025-01-14T10:30:00.000Z',
    })
    expect(meta).toEqual(examples.keyCreated.meta)

    const listed = await oldMoMail(app, data.apiKey)('GET', '/api-keys')
    expect([listed.status, shapeOf(listed.body)]).toEqual([
      200,
      shapeOf({
        ...examples.keys,
        data: [{ ...examples.keys.data[0], expirationTs: '2025-01-14T10:30:00.000Z' }],
      }),
    ])
    const answer = schema.KeysAnswer.parse(listed.body)
    expect(answer.data.map(one => one.keyId)).toEqual([data.keyId, keyId])
    expect(answer.data[1]).toMatchObject({ expirationTs: null, lastUsed: '2024-01-15T10:30:00.000Z' })
    expect(listed.body).not.toMatchObject({ data: [{ apiKey: expect.anything() as string }] })

    const revoked = await old('DELETE', `/api-keys/${data.keyId}`)
    expect([revoked.status, shapeOf(revoked.body)]).toEqual([200, shapeOf(examples.keyRevoked)])
    expect(revoked.body).toEqual({ success: true, data: { keyId: data.keyId, revoked: true } })
    expect((await oldMoMail(app, data.apiKey)('GET', '/api-keys')).status).toBe(401)
    expect(schema.KeysAnswer.parse((await old('GET', '/api-keys')).body).meta.total).toBe(1)
    expect((await old('DELETE', `/api-keys/${data.keyId}`)).status).toBe(404)
  })

  test('a key that was made works in both generations and natively, until its day', async () => {
    const { old } = await newMoMail(app)
    const body = { name: 'short', expirationDays: 1 }
    const { apiKey } = schema.KeyCreated.parse((await old('POST', '/api-keys', { body })).body).data
    expect((await currentMoMail(app, apiKey)('GET', '/mailboxes')).status).toBe(200)
    expect((await keyClient(app, apiKey).call('listMessages', {})).total).toBe(0)
    clock.set('2024-01-16T10:29:59.999Z')
    expect((await oldMoMail(app, apiKey)('GET', '/domains')).status).toBe(200)
    clock.passMs(1)
    expect((await oldMoMail(app, apiKey)('GET', '/domains')).status).toBe(401)
  })

  test('a key makes none that may do more than itself, and touches none that may', async () => {
    const only = { mailboxDomains: ['own.test'], allowedOrigins: ['127.0.0.1'] }
    const narrow = await newMoMail(app, 'momail-pro', only)
    const wide = await makeKey(app, { service: 'momail', accountId: narrow.accountId })
    const { data } = schema.KeyCreated.parse(
      (await narrow.old('POST', '/api-keys', { body: { name: 'x' } })).body,
    )
    expect(await injectClient(app).call('getKey', { id: data.keyId })).toMatchObject({
      ...only,
      accountId: narrow.accountId,
      service: 'momail',
      expiresAt: null,
    })
    const seen = schema.KeysAnswer.parse((await narrow.old('GET', '/api-keys')).body).data
    expect(seen.map(one => one.keyId)).toEqual([data.keyId, narrow.keyId])
    expect((await narrow.old('DELETE', `/api-keys/${wide.id}`)).status).toBe(404)
  })

  test('keys of other accounts and of other services are not there', async () => {
    const [own, other] = [await newMoMail(app), await newMoMail(app)]
    const native = await makeKey(app, { accountId: own.accountId })
    const { data } = schema.KeysAnswer.parse((await own.old('GET', '/api-keys')).body)
    expect(data.map(one => one.keyId)).toEqual([own.keyId])
    for (const id of [other.keyId, native.id, 'key_abc123', '%20'])
      expect(await own.old('DELETE', `/api-keys/${id}`)).toMatchObject({
        status: 404,
        body: { success: false, error: { code: 'NOT_FOUND', message: 'API key not found' } },
      })
    expect((await injectClient(app).call('getKey', { id: other.keyId })).status).toBe('active')
  })

  test.each([
    {},
    { name: '' },
    { name: 'x'.repeat(101) },
    { name: 'x', expirationDays: 0 },
    { name: 'x', expirationDays: 366 },
    { name: 'x', expirationDays: 1.5 },
    { name: 'x', expirationDays: '7' },
  ])('%j makes no key', async body => {
    const { old } = await newMoMail(app)
    const answer = await old('POST', '/api-keys', { body })
    expect([answer.status, errorOf(answer).code]).toEqual([422, 'VALIDATION_ERROR'])
    expect(Object.keys(errorOf(answer).details!)).toHaveLength(1)
  })

  test('an account has a hundred', async () => {
    const { old, accountId } = await newMoMail(app, 'unlimited')
    for (let n = 1; n < 100; n++) await makeKey(app, { service: 'momail', accountId })
    const answer = await old('POST', '/api-keys', { body: { name: 'one more' } })
    expect([answer.status, errorOf(answer).code]).toEqual([403, 'QUOTA_EXCEEDED'])
  })
})

describe('domains', () => {
  test('the examples: create, get, verify, list', async () => {
    const { old, current } = await newMoMail(app)
    const created = await old('POST', '/domains', { body: { domain: 'Example.com' } })
    expect([created.status, shapeOf(created.body)]).toEqual([201, shapeOf(examples.domainCreated)])
    const { domain_id: id, domain_name, verification_token } = schema.DomainCreated.parse(created.body).data
    expect([domain_name, verification_token]).toEqual([
      'example.com',
      expect.stringMatching(/^momail-verify=[0-9a-f]{32}$/),
    ])
    const got = await old('GET', `/domains/${id}`)
    expect([got.status, shapeOf(got.body)]).toEqual([200, shapeOf(examples.domain)])
    expect(schema.DomainAnswer.parse(got.body).data.verification_instructions).toEqual({
      type: 'TXT',
      name: '_momail',
      value: verification_token,
    })

    const tooSoon = await old('POST', `/domains/${id}/verify`)
    expect([tooSoon.status, errorOf(tooSoon)]).toEqual([
      422,
      {
        code: 'VERIFICATION_FAILED',
        message: 'TXT record not found or does not match verification token',
        details: { expected_txt_record: verification_token, found_txt_records: [] },
      },
    ])
    zone.set('_mayfly.example.com', verification_token.replace('momail', 'mayfly'))
    expect((await old('POST', `/domains/${id}/verify`)).status).toBe(422)
    zone.set('_momail.example.com', verification_token)
    const verified = await old('POST', `/domains/${id}/verify`)
    expect([verified.status, verified.body]).toEqual([200, examples.domainVerified])
    zone.clear()
    expect((await old('POST', `/domains/${id}/verify`)).body).toEqual(examples.domainVerified)

    const listed = await old('GET', '/domains')
    expect([listed.status, shapeOf(listed.body)]).toEqual([200, shapeOf(examples.domains)])
    expect(schema.DomainsAnswer.parse(listed.body).data).toMatchObject([
      { verified: true, mx_configured: true },
    ])
    const body = { domain: 'example.com', local_part: 'hello.there' }
    expect((await current('POST', '/mailboxes', { body })).status).toBe(201)
  })

  test('one that the owner verified natively is verified here', async () => {
    const { old } = await newMoMail(app)
    const { data } = schema.DomainCreated.parse(
      (await old('POST', '/domains', { body: { domain: 'owned.test' } })).body,
    )
    await injectClient(app).call('verifyDomain', { id: data.domain_id })
    expect((await old('POST', `/domains/${data.domain_id}/verify`)).status).toBe(200)
  })

  test('is refused: twice the same, no name, more than the plan has, another account’s', async () => {
    const [own, other] = [await newMoMail(app, 'momail-free'), await newMoMail(app)]
    const create = (domain: unknown) => own.old('POST', '/domains', { body: { domain } })
    for (const domain of [undefined, '', 'no_name', 'a..test', 'x'.repeat(254)])
      expect(errorOf(await create(domain)).code).toBe('VALIDATION_ERROR')
    const { data } = schema.DomainCreated.parse((await create('first.test')).body)
    expect(errorOf(await create('second.test'))).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { limit: 1 },
    })
    await other.old('POST', '/domains', { body: { domain: 'twice.test' } })
    expect(errorOf(await other.old('POST', '/domains', { body: { domain: 'twice.test' } }))).toEqual({
      code: 'CONFLICT',
      message: 'Domain already exists',
    })
    for (const [method, path] of [
      ['GET', `/domains/${data.domain_id}`],
      ['POST', `/domains/${data.domain_id}/verify`],
      ['GET', '/domains/dom_abc123'],
    ] as const)
      expect(await other.old(method, path)).toMatchObject({
        status: 404,
        body: { error: { code: 'NOT_FOUND', message: 'Domain not found' } },
      })
  })

  test('lists have pages, and are sorted by what they have', async () => {
    const { old } = await newMoMail(app)
    for (const name of ['b.test', 'c.test', 'a.test']) {
      await old('POST', '/domains', { body: { domain: name } })
      clock.passMs(1_000)
    }
    const names = async (query: string) => {
      const { data, meta } = schema.DomainsAnswer.parse((await old('GET', `/domains?${query}`)).body)
      return [data.map(one => one.domain_name[0]).join(''), meta] as const
    }
    expect((await names(''))[0]).toBe('acb')
    expect((await names('sort=created_at'))[0]).toBe('bca')
    expect((await names('sort=createdAt:desc'))[0]).toBe('acb')
    expect((await names('sort=domain_name:desc'))[0]).toBe('cba')
    expect(await names('limit=2&sort=domain_name')).toEqual([
      'ab',
      { total: 3, limit: 2, offset: 0, hasMore: true },
    ])
    expect(await names('limit=2&offset=2&sort=domain_name')).toEqual([
      'c',
      { total: 3, limit: 2, offset: 2, hasMore: false },
    ])
    for (const query of ['limit=0', 'limit=101', 'offset=-1', 'sort=colour', 'sort=domain_name:up'])
      expect(errorOf(await old('GET', `/domains?${query}`)).code, query).toBe('VALIDATION_ERROR')
  })
})
