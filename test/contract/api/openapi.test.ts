import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiPrefix, contract } from '#shared/api/contract.ts'
import type { Operation } from '#shared/api/operation.ts'
import { readOpenApi, type Described, type Document } from '#test/support/openapi-document.ts'
import { fixture, sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let document: Document
let ask: Described['ask']
let expectDescribed: Described['expectDescribed']
beforeAll(async () => {
  app = await startApp()
  ;({ document, ask, expectDescribed } = await readOpenApi(app))
})
afterAll(() => app.stop())

const described = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ path, method, call })),
  )

describe('the document', () => {
  test('is OpenAPI 3.1, with a name, a version, and something to say on every call', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Mayfly', version: '0.0.0-test' } })
    for (const { path, method, call } of described()) {
      expect(path).toMatch(/^\//)
      expect(['get', 'post', 'patch', 'delete']).toContain(method)
      expect(call.summary, path).toMatch(/\.$/)
      expect(
        Object.keys(call.responses).some(status => /^20\d$/.test(status)),
        path,
      ).toBe(true)
      for (const { description } of Object.values(call.responses)) expect(description).not.toBe('')
    }
    const ids = described().map(({ call }) => call.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(Object.entries<Operation>(contract))(
    'describes %s where the server answers it',
    (name, operation) => {
      const path = `${apiPrefix}${operation.path}`.replace(/:(\w+)/g, '{$1}')
      const call = document.paths[path]?.[operation.method.toLowerCase()]
      expect(call).toMatchObject({ operationId: name, summary: operation.summary })
      const named = (place: string) => call!.parameters!.filter(one => one.in === place).map(one => one.name)
      expect(named('path')).toEqual(Object.keys(operation.params.shape))
      expect(named('query')).toEqual(Object.keys(operation.query.shape))
      const body = call!.requestBody?.content['application/json']?.schema as
        { properties?: object } | undefined
      expect(Object.keys(body?.properties ?? {})).toEqual(Object.keys(operation.body.shape))
      expect(call!.responses[operation.status]).toBeDefined()
    },
  )

  test.each([
    ['public', []],
    ['key', [{}, { bearer: [] }, { apiKey: [] }, { session: [] }]],
    ['owner', [{}, { session: [] }]],
  ])('says what calls for %s need', (access, security) => {
    const names = Object.entries<Operation>(contract).flatMap(([name, one]) =>
      one.access === access ? [name] : [],
    )
    expect(names.length).toBeGreaterThan(0)
    for (const { call } of described())
      if (names.includes(call.operationId)) expect(call.security, call.operationId).toEqual(security)
  })

  test('declares every parameter of its paths, and no other', () => {
    for (const { path, call } of described()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = (call.parameters ?? []).filter(one => one.in === 'path')
      expect(declared.map(({ name }) => name).toSorted(), path).toEqual(inPath.toSorted())
      expect(
        declared.every(({ required }) => required),
        path,
      ).toBe(true)
    }
  })

  test('holds what every $ref in it points to', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!)
    expect(refs.length).toBeGreaterThan(0)
    for (const ref of refs) {
      const target = ref
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document)
      expect(target, ref).toBeTypeOf('object')
    }
  })
})

describe('every answer is as the document says', () => {
  let id: string
  beforeAll(async () => {
    await sendRaw(app.smtpPort, fixture('mail/broken/duplicate-headers.eml'))
    await sendRaw(app.smtpPort, fixture('mail/broken/only-crlf.eml'), { from: '', to: ['postmaster'] })
    await sendRaw(app.smtpPort, fixture('mail/nodemailer-alternative-attachments.eml'))
    id = storedId(
      await sendMail(app.smtpPort, { subject: 'Code 123456', text: 'Your code is 123456. https://a.test/' }),
    )
  })
  const message = `${apiPrefix}/messages/{id}`
  const mailbox = `${apiPrefix}/mailboxes/{idOrAddress}`

  test('of the system', async () => {
    for (const path of ['/health', '/ready', '/metrics', `${apiPrefix}/info`, `${apiPrefix}/settings`])
      await expectDescribed('GET', path, path)
    const settings = `${apiPrefix}/settings`
    await expectDescribed('PATCH', settings, settings, { 'retention.maxMessages': 10_000 })
    await expectDescribed('PATCH', settings, settings, { unknown: 1 })
    const reception = `${apiPrefix}/reception`
    await expectDescribed('PATCH', reception, reception, { paused: false })
    await expectDescribed('PATCH', reception, reception, {})
  })

  test('of the owner', async () => {
    const [session, password] = [`${apiPrefix}/session`, `${apiPrefix}/owner/password`]
    await expectDescribed('GET', session, session)
    await expectDescribed('POST', session, session, { password: 'nothing is set yet' })
    await expectDescribed('POST', password, password, { password: 'short' })
    await expectDescribed('POST', password, password, { password: 'correct horse battery' })
    await expectDescribed('POST', session, session, { password: 'wrong' })
    await expectDescribed('POST', session, session, { password: 'correct horse battery' })
    await expectDescribed('DELETE', session, session)
  })

  test('of webhooks', async () => {
    const list = `${apiPrefix}/webhooks`
    const one = `${list}/{id}`
    await expectDescribed('POST', list, list, { url: 'http://127.0.0.1:9/', events: ['message.updated'] })
    await expectDescribed('POST', list, list, { url: 'ftp://app.test/', events: [] })
    const [webhook] = (await ask('GET', list)).json().items
    const path = `${list}/${webhook.id}`
    for (const query of ['', '?limit=1', '?limit=x']) await expectDescribed('GET', list, `${list}${query}`)
    await expectDescribed('PATCH', one, path, { events: ['*'], mailbox: null })
    await expectDescribed('GET', one, path)
    await expectDescribed('POST', `${one}/test`, `${path}/test`)
    await expectDescribed('GET', `${one}/deliveries`, `${path}/deliveries`)
    const [delivery] = (await ask('GET', `${path}/deliveries`)).json().items
    const redeliver = 'deliveries/{deliveryId}/redeliver'
    await expectDescribed('POST', `${one}/${redeliver}`, `${path}/deliveries/${delivery.id}/redeliver`)
    await expectDescribed('DELETE', one, path)
    await expectDescribed('GET', one, path)
  })

  test('of mailboxes', async () => {
    const list = `${apiPrefix}/mailboxes`
    await expectDescribed('POST', list, list, { address: 'made@mayfly.test', tag: 'x' })
    await expectDescribed('POST', list, list, { address: 'made@mayfly.test' })
    await expectDescribed('GET', list, `${list}?limit=2`)
    await expectDescribed('GET', list, `${list}?limit=x`)
    await expectDescribed('GET', mailbox, `${list}/made@mayfly.test`)
    await expectDescribed('GET', mailbox, `${list}/nobody@mayfly.test`)
    await expectDescribed('PATCH', mailbox, `${list}/made@mayfly.test`, { expiresIn: 60, recoverable: true })
    await expectDescribed('PATCH', mailbox, `${list}/made@mayfly.test`, { expiresIn: 0 })
    await expectDescribed('POST', `${mailbox}/archive`, `${list}/made@mayfly.test/archive`)
    await expectDescribed('POST', `${mailbox}/archive`, `${list}/made@mayfly.test/archive`)
    await expectDescribed('POST', `${mailbox}/restore`, `${list}/made@mayfly.test/restore`, { expiresIn: 5 })
    await expectDescribed('POST', `${mailbox}/restore`, `${list}/made@mayfly.test/restore`)
    await expectDescribed('POST', `${mailbox}/messages`, `${list}/made@mayfly.test/messages`, {
      raw: 'Subject: x\r\n\r\n',
    })
    await expectDescribed('GET', `${mailbox}/messages`, `${list}/made@mayfly.test/messages`)
    await expectDescribed('GET', `${mailbox}/messages/wait`, `${list}/made@mayfly.test/messages/wait`)
    await expectDescribed('DELETE', mailbox, `${list}/made@mayfly.test`)
    const { id: other } = (await ask('POST', list, {})).json()
    await expectDescribed('DELETE', list, list, { ids: [other] })
    await expectDescribed('DELETE', list, list, { ids: [other] })
  })

  test('of domains', async () => {
    const list = `${apiPrefix}/domains`
    const domain = `${list}/{id}`
    await expectDescribed('POST', list, list, { name: 'shop.example' })
    await expectDescribed('POST', list, list, { name: 'shop.example' })
    await expectDescribed('GET', list, `${list}?limit=1&status=pending`)
    const [{ id }] = (await ask('GET', list)).json().items as [{ id: string }]
    await expectDescribed('GET', domain, `${list}/${id}`)
    await expectDescribed('GET', domain, `${list}/unknown`)
    await expectDescribed('POST', `${domain}/verify`, `${list}/${id}/verify`)
    await expectDescribed('DELETE', domain, `${list}/${id}`)
  })

  test('of identities', async () => {
    const [clients, list] = [`${apiPrefix}/identity-clients`, `${apiPrefix}/identities`]
    const [client, identity] = [`${clients}/{clientId}`, `${list}/{id}`]
    const app = { name: 'x', redirectUris: ['http://localhost:3000/callback'] }
    await expectDescribed('POST', clients, clients, app)
    await expectDescribed('POST', clients, clients, { ...app, redirectUris: ['/callback'] })
    await expectDescribed('GET', clients, `${clients}?limit=1`)
    const [{ clientId }] = (await ask('GET', clients)).json().items as [{ clientId: string }]
    await expectDescribed('GET', client, `${clients}/${clientId}`)
    await expectDescribed('POST', `${client}/rotate-secret`, `${clients}/${clientId}/rotate-secret`)
    await ask('POST', `${apiPrefix}/mailboxes`, { address: 'ada@mayfly.test' })
    const ada = { clientId, mailboxAddress: 'ada@mayfly.test', claims: { role: 'admin' } }
    await expectDescribed('POST', list, list, ada)
    await expectDescribed('POST', list, list, { ...ada, avatarUrl: 'ada.png' })
    await expectDescribed('GET', list, `${list}?clientId=${clientId}`)
    const [{ id: made }] = (await ask('GET', list)).json().items as [{ id: string }]
    await expectDescribed('PATCH', identity, `${list}/${made}`, { isActive: false, avatarUrl: null })
    await expectDescribed('GET', identity, `${list}/${made}`)
    await expectDescribed('DELETE', identity, `${list}/${made}`)
    await expectDescribed('GET', identity, `${list}/${made}`)
    await expectDescribed('DELETE', client, `${clients}/${clientId}`)
  })

  test('of keys', async () => {
    const [list, key] = [`${apiPrefix}/keys`, `${apiPrefix}/keys/{id}`]
    const asked = { name: 'x', service: 'momail', mailboxDomains: ['*'], allowedOrigins: ['app.test'] }
    const made = (await ask('POST', list, asked)).json().id
    await expectDescribed('POST', list, list, asked)
    await expectDescribed('POST', list, list, { ...asked, name: '' })
    await expectDescribed('GET', list, `${list}?status=active`)
    await expectDescribed('GET', key, `${list}/${made}`)
    await expectDescribed('PATCH', key, `${list}/${made}`, { expiresAt: '2999-01-01T00:00:00Z' })
    await expectDescribed('POST', `${key}/regenerate`, `${list}/${made}/regenerate`)
    await expectDescribed('POST', `${key}/revoke`, `${list}/${made}/revoke`)
    await expectDescribed('DELETE', key, `${list}/${made}`)
    await expectDescribed('DELETE', key, `${list}/${made}`)
  })

  test('of messages', async () => {
    const list = `${apiPrefix}/messages`
    await expectDescribed('GET', list, `${list}?limit=3`)
    await expectDescribed('GET', list, `${list}?q="open`)
    for (const { id: each } of (await ask('GET', list)).json().items)
      await expectDescribed('GET', message, `${list}/${each}`)
    await expectDescribed('GET', message, `${list}/unknown`)
    await expectDescribed('GET', `${message}/headers`, `${list}/${id}/headers`)
    for (const each of [id, 'unknown'])
      await expectDescribed('GET', `${message}/parts`, `${list}/${each}/parts`)
    await expectDescribed('GET', `${list}/wait`, `${list}/wait?count=2`)
    await expectDescribed('GET', `${list}/wait`, `${list}/wait?timeout=0&subject=never`)
    await expectDescribed('GET', `${list}/wait`, `${list}/wait?timeout=0&subject=never&absent=1`)
    await expectDescribed('PATCH', message, `${list}/${id}`, { unread: false, tags: ['x'] })
    for (const kind of ['raw', 'text', 'html'])
      await expectDescribed('GET', `${message}/${kind}`, `${list}/${id}/${kind}`)
    await expectDescribed('PATCH', list, list, { ids: [id], pinned: true, addTags: ['y'] })
    await expectDescribed('PATCH', list, list, { ids: ['unknown'], pinned: true })
    await expectDescribed('GET', `${list}/landmarks`, `${list}/landmarks?every=50`)
    await expectDescribed('POST', `${message}/release`, `${list}/${id}/release`, { to: ['dana@real.test'] })
    await expectDescribed('DELETE', message, `${list}/${id}`)
    await expectDescribed('DELETE', list, `${list}?q=nothing-like-it`)
  })

  test('of SMTP sessions', async () => {
    const list = `${apiPrefix}/smtp/sessions`
    await expectDescribed('GET', list, `${list}?limit=2`)
    await expectDescribed('GET', list, `${list}?refused=1&since=x`)
    for (const { id: each } of (await ask('GET', list)).json().items)
      await expectDescribed('GET', `${list}/{id}`, `${list}/${each}`)
    await expectDescribed('GET', `${list}/{id}`, `${list}/unknown`)
  })

  test('of how mail comes in, and of who is signed in', async () => {
    await expectDescribed('GET', `${apiPrefix}/server`, `${apiPrefix}/server`)
    const sending = `${apiPrefix}/test-mail`
    await expectDescribed('POST', sending, sending, {})
    await expectDescribed('POST', sending, sending, { to: 'nobody' })
    const browsers = `${apiPrefix}/owner/sessions`
    await expectDescribed('GET', browsers, browsers)
    await expectDescribed('DELETE', browsers, browsers)
  })
})
