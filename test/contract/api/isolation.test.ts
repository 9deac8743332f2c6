import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { callRoute, elsewhere, type Answer } from '#test/support/isolation/call-route.ts'
import { dump } from '#test/support/isolation/dump.ts'
import { allRoutes, servedRoutes, type Route } from '#test/support/isolation/routes.ts'
import { pathSamples, sampleOf } from '#test/support/isolation/samples.ts'
import { settle, type Belongings } from '#test/support/isolation/two-accounts.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

// Top-level: what is tested is read from the running server, so that no route can be forgotten.
const app: TestApp = await startApp()
const routes = (await allRoutes(app)).filter(({ name }) => name !== 'followEvents')
afterAll(async () => {
  await app.stop()
  alpha.close()
  beta.close()
})

/** Alpha has something of everything; beta is curious. */
let alpha: Belongings
let beta: Belongings
let before: unknown
/** A key of alpha that is kept to another domain. */
let narrowKey: string
beforeAll(async () => {
  alpha = await settle(app, 'alpha')
  beta = await settle(app, 'beta')
  narrowKey = (await makeKey(app, { accountId: alpha.accountId, mailboxDomains: ['elsewhere.test'] })).key
  before = await dump(app, alpha)
})

const named = (some: Route[]) => some.map(route => [`${route.method} ${route.path}`, route] as const)
const ownersOnly = (route: Route) => route.access === 'owner' || route.name === 'getMetrics'
const forOwner = routes.filter(ownersOnly)
const forKeys = routes.filter(route => route.access === 'key' && !ownersOnly(route))
const withParams = forKeys.filter(({ params }) => params.length > 0)

/** Every way to name a thing of alpha in a path: also alpha's part of a thing of one's own. */
function foreignPaths({ params }: Route): string[][] {
  const values = (things: Belongings) => params.map(param => pathSamples[param]!.of(things))
  const [theirs, own] = [values(alpha), values(beta)]
  const wholly = combine(theirs)
  const partly = theirs.map((foreign, at) => own.map((mine, i) => (i === at ? foreign[0]! : mine[0]!)))
  // Attachments are numbered in their message: the number alone names nothing of anybody.
  const mixed = partly.filter(path => path.some(value => alpha.secrets.includes(value)))
  return [...wholly, ...mixed]
}

const combine = (lists: string[][]): string[][] =>
  lists.reduce<string[][]>((paths, list) => paths.flatMap(path => list.map(value => [...path, value])), [[]])

/** Nothing of alpha but what the question itself had. */
function expectNoSecrets({ text, asked }: Answer, secrets = alpha.secrets): void {
  for (const secret of secrets) if (!asked.includes(secret)) expect(text).not.toContain(secret)
}

/** What a key of alpha that is kept to other domains may not find either. */
function secretsOfMail(): string[] {
  const { mailbox, second, message, identity, marker, domain } = alpha
  return [mailbox, second]
    .flatMap(({ id, address }) => [id, address])
    .concat(message.id, identity.id, marker, domain.id)
}

const expectUntouched = async () => expect(await dump(app, alpha)).toEqual(before)

test('no route is left out: what the server answers is what is tested here, and the pages about the API', async () => {
  const tested = (await allRoutes(app)).map(({ method, path }) => `${method} ${path}`)
  // Emulated services have tests of their own: contract/compat.
  const native = servedRoutes(app).filter(route => !route.includes(' /compat/'))
  expect(native).toEqual([...tested, 'GET /docs', 'GET /openapi.json'].toSorted())
})

describe('every route has a sample of what it names', () => {
  test.each(named(routes))('%s', (_name, { name, access, params, query, body }) => {
    for (const param of params)
      expect(
        pathSamples[param],
        `add '${param}' to pathSamples in test/support/isolation/samples.ts`,
      ).toBeDefined()
    if (access !== 'key') return
    for (const field of [...query, ...body])
      expect(
        sampleOf(name, field),
        `add '${name}.${field}' or '${field}' to fieldSamples in test/support/isolation/samples.ts`,
      ).toBeDefined()
  })
})

describe('what is one’s own is there, so that the samples are good', () => {
  test.each(named(withParams.filter(({ method }) => method === 'GET')))('%s', async (_name, route) => {
    const params = route.params.map(param => pathSamples[param]!.of(beta)[0]!)
    const answer = await callRoute(app, route, { params, key: beta.key.key })
    expect(answer.status, answer.text).toBe(200)
  })
})

describe('a thing of another account does not exist', () => {
  test.each(named(withParams))('%s', async (_name, route) => {
    for (const params of foreignPaths(route)) {
      const answer = await callRoute(app, route, { params, key: beta.key.key })
      // An address may be waited for before there is a mailbox: then nothing comes.
      const waits = route.name === 'waitForMailboxMessage' && params[0]!.includes('@')
      expect(answer.status, `${answer.asked} ${answer.text}`).toBe(waits ? 408 : 404)
      expect(answer.text).not.toContain('There is nothing at')
      expectNoSecrets(answer)
    }
    await expectUntouched()
  })

  test.each(named(withParams))('%s: told in the words for what nobody has', async (_name, route) => {
    const ids = route.params.map(param => pathSamples[param]!.of(alpha)[0]!)
    const unknown = ids.map(id => id.replace(/.$/, last => (last === '0' ? '1' : '0')))
    const [known, made] = [
      await callRoute(app, route, { params: ids, key: beta.key.key }),
      await callRoute(app, route, { params: unknown, key: beta.key.key }),
    ]
    const generic = ({ text }: Answer, values: string[]) =>
      values.reduce((words, value) => words.replaceAll(value, '<id>'), text)
    expect([known.status, generic(known, ids)]).toEqual([made.status, generic(made, unknown)])
  })
})

describe('what is the owner’s is refused to every key', () => {
  test.each(named(forOwner))('%s', async (_name, route) => {
    for (const key of [beta.key.key, narrowKey]) {
      if (route.name === 'getMetrics' && key === narrowKey) continue
      const params = route.params.map(param => pathSamples[param]!.of(alpha)[0]!)
      const answer = await callRoute(app, route, { params, key })
      expect([answer.status, JSON.parse(answer.text)], answer.text).toMatchObject([
        403,
        { error: 'forbidden' },
      ])
      expectNoSecrets(answer)
    }
    await expectUntouched()
  })
})

describe('a field names nothing of another account', () => {
  const cases = forKeys.flatMap(route =>
    [...route.query, ...route.body]
      .filter(field => sampleOf(route.name, field)?.foreign)
      .map(field => [`${route.method} ${route.path}: ${field}`, route, field] as const),
  )
  test.each(cases)('%s', async (_name, route, field) => {
    const sample = sampleOf(route.name, field)!
    // Filters choose among messages when it is the latest that is asked for.
    const own = route.params.map(param => pathSamples[param]!.of(beta)[0]!)
    const params = route.name === 'getMessage' ? ['latest'] : own
    for (const value of sample.foreign!(alpha)) {
      const answer = await callRoute(app, route, { params, fields: { [field]: value }, key: beta.key.key })
      expect(sample.answers, `${answer.asked} ${answer.status} ${answer.text}`).toContain(answer.status)
      expectNoSecrets(answer)
    }
    await expectUntouched()
  })

  test.each([
    ['deleteMessages', () => [beta.message.id, alpha.message.id], {}],
    ['updateMessages', () => [beta.message.id, alpha.message.id], { pinned: true }],
    ['deleteMailboxes', () => [beta.second.id, alpha.second.id], {}],
  ] as const)('%s with one of one’s own and one of another’s touches neither', async (name, ids, change) => {
    const route = routes.find(one => one.name === name)!
    const mine = await dump(app, beta)
    expect(
      (await callRoute(app, route, { fields: { ids: ids(), ...change }, key: beta.key.key })).status,
    ).toBe(404)
    expect(await dump(app, beta)).toEqual(mine)
    await expectUntouched()
  })
})

describe('a key that is kept to other domains', () => {
  test.each(named(withParams))('%s', async (_name, route) => {
    const { narrow } = pathSamples[route.params[0]!]!
    const status = typeof narrow === 'number' ? narrow : narrow[route.method]
    for (const params of combine(route.params.map(param => pathSamples[param]!.of(alpha)))) {
      const answer = await callRoute(app, route, { params, key: narrowKey })
      expect(answer.status, `${answer.asked} ${answer.text}`).toBe(status)
      expectNoSecrets(answer, status === 200 ? secretsOfMail() : alpha.secrets)
    }
    await expectUntouched()
  })

  test.each(named(forKeys.filter(({ params }) => params.length === 0)))('%s', async (_name, route) => {
    const answer = await callRoute(app, route, { key: narrowKey })
    expect(answer.status, answer.text).toBeLessThan(500)
    expectNoSecrets(answer, secretsOfMail())
    await expectUntouched()
  })
})

describe('lists, and all that is said of the store', () => {
  test('counts are one’s own', async () => {
    const { status, text } = await callRoute(
      app,
      routes.find(({ name }) => name === 'getInfo')!,
      {
        key: beta.key.key,
      },
    )
    expect([status, JSON.parse(text)]).toMatchObject([
      200,
      { messageCount: 1, unreadCount: 1, pinnedCount: 0 },
    ])
  })

  test('the latest message is one’s own latest', async () => {
    await sendMail(app.smtpPort, { to: beta.second.address, subject: 'mine', text: 'x' })
    const newest = await injectClient(app).call('getMessage', { id: 'latest' })
    const route = routes.find(({ name }) => name === 'getMessage')!
    const ofAlpha = await callRoute(app, route, { params: ['latest'], key: alpha.key.key })
    expect(JSON.parse(ofAlpha.text)).toMatchObject({ id: alpha.message.id })
    expect(JSON.parse((await callRoute(app, route, { params: ['latest'], key: beta.key.key })).text)).toEqual(
      newest,
    )
  })

  // Last, since deleting without a filter is among them.
  test.each(named(forKeys.filter(({ params }) => params.length === 0)))('%s', async (_name, route) => {
    const answer = await callRoute(app, route, { key: beta.key.key })
    expect(answer.status, answer.text).toBeLessThan(500)
    expectNoSecrets(answer)
    await expectUntouched()
  })
})

describe('nobody', () => {
  test.each(named(routes.filter(({ access }) => access !== 'public')))('%s', async (_name, route) => {
    const params = route.params.map(param => pathSamples[param]!.of(alpha)[0]!)
    const answer = await callRoute(app, route, { params })
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([401, { error: 'unauthorized' }])
    expectNoSecrets(answer)
    await expectUntouched()
  })

  test.each(named(routes.filter(({ access }) => access === 'public')))(
    'learns nothing by %s',
    async (_name, route) => {
      expectNoSecrets(await callRoute(app, route, {}))
      await expectUntouched()
    },
  )

  test('follows no events', async () => {
    const answer = await app.app.http.inject({
      url: '/api/v1/events',
      headers: { host: 'localhost' },
      remoteAddress: elsewhere,
    })
    expect(answer.statusCode).toBe(401)
  })
})

test('events are one’s own, what was missed too', async () => {
  const headers = { authorization: `Bearer ${beta.key.key}` }
  const url = `${app.url}/api/v1/events`
  const all = await openEvents(url, headers)
  const missed = await openEvents(url, { ...headers, 'last-event-id': '0' })
  const ofAlpha = await openEvents(`${url}?mailbox=${alpha.mailbox.id}`, headers)
  const ofAddress = await openEvents(`${url}?mailbox=${alpha.mailbox.address}`, headers)
  const owner = injectClient(app)
  const id = (await sendMail(app.smtpPort, { to: alpha.mailbox.address, subject: 'x', text: 'x' })).slice(-36)
  await owner.call('updateMessage', { id, unread: false })
  await owner.call('deleteMessage', { id })
  await owner.call('updateMailbox', { idOrAddress: alpha.second.id, tag: 'x' })
  await owner.call('archiveMailbox', { idOrAddress: alpha.second.id })
  const own = await owner.call('createMailbox', { domain: beta.domain.name, accountId: beta.accountId })
  for (const stream of [all, missed])
    await expect.poll(() => stream.of('mailbox.created')).toMatchObject([{ mailboxIds: [own.id] }])
  for (const stream of [all, missed, ofAlpha, ofAddress]) {
    const text = JSON.stringify(stream.events)
    for (const secret of [...alpha.secrets, id]) expect(text).not.toContain(secret)
    await stream.close()
  }
  expect([ofAlpha.events, ofAddress.events]).toEqual([[], []])
})
