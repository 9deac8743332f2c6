import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as schema from '#main/compat/momail/old/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { makeKey } from '#test/support/make-key.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { errorOf, newMoMail, oldMoMail } from './momail-client.ts'
import { oldExamples as examples } from './momail-old-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-15T10:30:00.000Z'))

describe('search', () => {
  test('the examples: a question in plain language, and suggestions', async () => {
    const { old, accountId, receive } = await newMoMail(app)
    const api = injectClient(app)
    const text = 'Hi team, I wanted to discuss our Q4 budget allocation...'
    await api.call('createMailbox', { accountId, address: 'team@example.com' })
    await receive('team@example.com', 'Q4 Budget Review - Action Required', text, 'sarah@example.com')

    const found = await old('POST', '/search', { body: examples.searchRequest })
    expect([found.status, shapeOf(found.body)]).toEqual([200, shapeOf(examples.search)])
    expect(schema.SearchAnswer.parse(found.body)).toMatchObject({
      data: [{ from: 'sarah@example.com', date: examples.search.data[0]!.date, snippet: text, score: 0.6 }],
      meta: { page: 1, limit: 20, total: 1, hasMore: false },
    })
    const suggested = await old('GET', '/search/suggestions?q=budg')
    expect([suggested.status, shapeOf(suggested.body)]).toEqual([200, shapeOf(examples.suggestions)])
    expect(suggested.body).toEqual({ success: true, data: ['Q4 Budget Review - Action Required'] })
  })

  test('is kept to a domain, in pages', async () => {
    const { old, mailbox, receive } = await newMoMail(app)
    const { mailbox_id } = await mailbox('search.pages')
    for (const n of [1, 2, 3]) await receive(mailbox_id, `invoice ${n}`)
    const search = async (body: object) =>
      schema.SearchAnswer.parse((await old('POST', '/search', { body: { query: 'Invoice!', ...body } })).body)
    const { data, meta } = await search({ limit: 2 })
    expect(data.map(({ subject, score }) => [subject, score])).toEqual([
      ['invoice 3', 1],
      ['invoice 2', 1],
    ])
    expect(meta).toEqual({ page: 1, limit: 2, total: 3, hasMore: true })
    const next = await search({ limit: 2, offset: 2 })
    expect([next.data[0]?.subject, next.meta]).toEqual([
      'invoice 1',
      { page: 2, limit: 2, total: 3, hasMore: false },
    ])
    expect((await search({ domain: 'user.momail.io' })).meta.total).toBe(3)
    expect((await search({ domain: 'example.com' })).meta.total).toBe(0)
    expect((await search({ query: '?!' })).data).toEqual([])
    expect((await old('GET', '/search/suggestions?q=%3F')).body).toEqual({ success: true, data: [] })
    for (const body of [{}, { query: '' }, { query: 'x', limit: 101 }, { query: 'x', limit: 0 }])
      expect(errorOf(await old('POST', '/search', { body })).code).toBe('VALIDATION_ERROR')
  })

  test('finds nothing of others, and a narrow key nothing outside its domains', async () => {
    const [own, other] = [await newMoMail(app), await newMoMail(app)]
    const { mailbox_id } = await other.mailbox('search.other')
    await other.receive(mailbox_id, 'confidential matter')
    const body = { query: 'confidential' }
    expect(schema.SearchAnswer.parse((await own.old('POST', '/search', { body })).body).meta.total).toBe(0)
    const { key } = await makeKey(app, {
      service: 'momail',
      accountId: other.accountId,
      mailboxDomains: ['elsewhere.test'],
    })
    const narrow = oldMoMail(app, key)
    expect(schema.SearchAnswer.parse((await narrow('POST', '/search', { body })).body).meta.total).toBe(0)
    const outside = await narrow('POST', '/search', { body: { ...body, domain: 'user.momail.io' } })
    expect([outside.status, errorOf(outside).code]).toEqual([403, 'FORBIDDEN'])
    expect((await narrow('GET', '/search/suggestions?q=conf')).body).toEqual({ success: true, data: [] })
  })
})

describe('billing', () => {
  test('the examples: subscription and usage, then by domain and by day', async () => {
    const { old, mailbox, receive } = await newMoMail(app)
    const { mailbox_id } = await mailbox('billing.one')
    const { sizeBytes } = await receive(mailbox_id, 'counted')
    await old('POST', '/search', { body: { query: 'counted' } })
    await old('POST', '/search', { body: {} })

    const subscription = await old('GET', '/billing/subscription')
    expect([subscription.status, subscription.body]).toEqual([200, examples.subscription])
    const usage = await old('GET', '/billing/usage')
    expect([usage.status, shapeOf(usage.body)]).toEqual([
      200,
      shapeOf({ ...examples.usage, data: { ...examples.usage.data, storageUsed: 1 } }),
    ])
    expect(usage.body).toMatchObject({
      data: {
        emailsUsed: 1,
        emailsLimit: 10_000,
        searchesUsed: 1,
        searchesLimit: 5_000,
        storageUsed: sizeBytes,
        storageLimit: 50_000_000_000,
      },
    })
    expect((await old('GET', '/billing/usage/domains')).body).toEqual({
      success: true,
      data: [{ domain: 'user.momail.io', mailboxes: 1, emails: 1, storageUsed: sizeBytes }],
    })
    expect((await old('GET', '/billing/usage/daily?days=2')).body).toEqual({
      success: true,
      data: [
        { date: '2024-01-15', emails: 1, searches: 1, requests: 7 },
        { date: '2024-01-14', emails: 0, searches: 0, requests: 0 },
      ],
    })
    expect(errorOf(await old('GET', '/billing/usage/daily?days=31')).code).toBe('VALIDATION_ERROR')
  })

  test('nothing is sold: who goes to pay comes back without having paid', async () => {
    const { old } = await newMoMail(app, 'momail-free')
    const checkout = await old('POST', '/billing/checkout', { body: examples.checkout })
    expect([checkout.status, shapeOf(checkout.body)]).toEqual([200, shapeOf(examples.session)])
    expect(checkout.body).toMatchObject({ data: { url: examples.checkout.cancelUrl } })
    const portal = await old('POST', '/billing/portal', { body: examples.portal })
    expect([portal.status, portal.body]).toEqual([
      200,
      { success: true, data: { url: examples.portal.returnUrl } },
    ])
    expect((await old('GET', '/billing/subscription')).body).toMatchObject({ data: { plan: 'free' } })
    const body = { ...examples.checkout, cancelUrl: 'javascript:alert(1)' }
    expect(errorOf(await old('POST', '/billing/checkout', { body })).code).toBe('VALIDATION_ERROR')
  })
})
