import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { currentMoMail, errorOf, newMoMail, oldMoMail } from './momail-client.ts'

let app: TestApp
beforeAll(async () => {
  const dns = { resolveTxt: async () => [], resolveMx: async () => [] }
  ;({ app } = await startCompat({ dns }))
})
afterAll(() => app.stop())

/** The page about errors: all its examples have this shape. */
const withoutDetails = {
  success: false,
  error: { code: 'NOT_FOUND', message: 'Domain not found' },
}
const unknown = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'

test.each([
  [422, 'VALIDATION_ERROR', 'POST', '/api-keys', { name: '' }],
  [400, 'VALIDATION_ERROR', 'POST', '/api-keys', '{"name": '],
  [400, 'VALIDATION_ERROR', 'POST', '/api/search', '"'],
  [400, 'VALIDATION_ERROR', 'GET', '/domains/%zz', undefined],
  [422, 'VALIDATION_ERROR', 'POST', '/search', []],
  [422, 'VALIDATION_ERROR', 'GET', '/domains?limit=many', undefined],
  [422, 'VALIDATION_ERROR', 'POST', '/domains', { domain: 'not a name' }],
  [422, 'VALIDATION_ERROR', 'PUT', '/webhooks/x', { url: 'http://a.test' }],
  [422, 'VALIDATION_ERROR', 'POST', '/api/emails/send', {}],
  [403, 'FORBIDDEN', 'POST', '/api/mailboxes', { local_part: 'abcde', domain: 'other.test' }],
  [404, 'NOT_FOUND', 'GET', `/domains/${unknown}`, undefined],
  [404, 'NOT_FOUND', 'POST', `/domains/${unknown}/verify`, undefined],
  [404, 'NOT_FOUND', 'DELETE', `/api-keys/${unknown}`, undefined],
  [404, 'NOT_FOUND', 'GET', `/webhooks/${unknown}`, undefined],
  [404, 'NOT_FOUND', 'GET', `/api/emails/${unknown}`, undefined],
  [404, 'NOT_FOUND', 'DELETE', `/api/mailboxes/${unknown}`, undefined],
  [404, 'NOT_FOUND', 'GET', '/auth/login', undefined],
  [409, 'CONFLICT', 'POST', '/domains', { domain: 'taken.test' }],
  [409, 'EMAIL_TAKEN', 'POST', '/api/mailboxes', { email_address: 'taken.one@user.momail.io' }],
  [413, 'PAYLOAD_TOO_LARGE', 'POST', '/search', { query: 'x'.repeat(5_000) }],
  [422, 'VALIDATION_ERROR', 'POST', '/api/mailboxes', { email_address: 'four@user.momail.io' }],
  [422, 'VERIFICATION_FAILED', 'POST', '/domains/:own/verify', undefined],
])('%i %s for %s %s %j', async (status, code, method, path, body) => {
  const { old, mailbox } = await newMoMail(app)
  await mailbox('taken.one')
  const claimed = (await old('POST', '/domains', { body: { domain: 'taken.test' } })).body
  const { domain_id } = (claimed as { data: { domain_id: string } }).data
  const answer = await old(method, path.replace(':own', domain_id), body === undefined ? {} : { body })
  expect([answer.status, errorOf(answer).code]).toEqual([status, code])
  const { details: _, ...error } = errorOf(answer)
  expect(shapeOf({ ...(answer.body as object), error })).toEqual(shapeOf(withoutDetails))
})

test('401 for a key that is missing, unknown, another service’s, or given in two ways', async () => {
  const { key } = await newMoMail(app)
  const native = await injectClient(app).call('createKey', {
    name: 'x',
    service: 'mayfly',
    mailboxDomains: ['*'],
  })
  for (const answer of [
    await currentMoMail(app)('GET', '/mailboxes'),
    await oldMoMail(app, '')('GET', '/api-keys'),
    await oldMoMail(app, `${key}x`)('GET', '/api-keys'),
    await oldMoMail(app, native.key)('GET', '/api-keys'),
    await currentMoMail(app, key)('GET', '/mailboxes', { headers: { 'x-api-key': native.key } }),
  ]) {
    expect([answer.status, errorOf(answer).code]).toEqual([401, 'UNAUTHORIZED'])
    expect(shapeOf(answer.body)).toEqual(shapeOf(withoutDetails))
  }
  const both = await currentMoMail(app, key)('GET', '/mailboxes', { headers: { 'x-api-key': key } })
  expect(both.status).toBe(200)
})
