import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { compatPath, type HostedService } from '#shared/api/compat.ts'
import { KeyService } from '#shared/api/keys.ts'
import { injectClient, ipcClient } from '#test/support/api-client.ts'
import { expected, makeServiceKey, startCompat } from '#test/support/compat.ts'
import { servedRoutes } from '#test/support/isolation/routes.ts'
import { makeKey } from '#test/support/make-key.ts'
import { temporaryFolder } from '#test/support/start-app.ts'

// Top-level: what is tested is read from the running server, so that no service and no route can be forgotten.
// With a page, whose files are served wherever nothing else is.
const page = temporaryFolder()
writeFileSync(join(page.path, 'index.html'), '<title>The page</title>')
const { app, clock } = await startCompat({ uiDir: page.path })
const api = injectClient(app)
const { items: services } = await api.call('listCompat', {})
afterAll(async () => {
  await app.stop()
  page.remove()
})
// The tries that an address has with bad keys are back.
beforeEach(() => clock.passMinutes(1))

type Sent = {
  method?: string
  path: string
  headers?: Record<string, string>
  payload?: string
  remoteAddress?: string
}

async function ask(service: HostedService, { method = 'GET', path, headers, ...rest }: Sent, on = app) {
  const answer = await on.app.http.inject({
    method: method as 'GET',
    url: `${compatPath(service)}${path}`,
    headers: { host: 'localhost', ...headers },
    ...rest,
  })
  const isJson = answer.body !== '' && String(answer.headers['content-type']).startsWith('application/json')
  return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const json = { 'content-type': 'application/json' }
const withIds = (route: string) => route.replace(/:\w+/g, 'a1b2c3d4-e5f6-7890-abcd-ef1234567890')

test('every service says what its failures look like', () => {
  for (const { service } of services)
    expect(expected[service], `add ${service} to expected in test/support/compat.ts`).toBeDefined()
})

describe.each(services.map(one => [one.service, one] as const))('%s', (service, { plans, bases }) => {
  const { failure, statuses, open = [], public: ofAll = [] } = expected[service]!
  const prefix = compatPath(service)
  const routes = servedRoutes(app)
    .filter(route => route.split(' ')[1]!.startsWith(`${prefix}/`))
    .map(route => route.replace(prefix, ''))
    .filter(route => !ofAll.includes(route))
  const closed = routes.filter(route => !open.includes(route))
  const toSent = (route: string): Sent => {
    const [method, path] = route.split(' ') as [string, string]
    return { method, path: withIds(path) }
  }
  const someGet = closed.find(route => route.startsWith('GET '))!
  const known = toSent(someGet)
  const posted = toSent(routes.find(route => route.startsWith('POST '))!)
  const newKey = (more?: Parameters<typeof makeServiceKey>[3]) =>
    makeServiceKey(app, service, plans.at(-1)!, more)

  /** A failure with this status, in the service's own shape and not in another's. */
  async function expectFailure(status: number, sent: Sent, on = app) {
    const answer = await ask(service, sent, on)
    const about = `${sent.method ?? 'GET'} ${sent.path}: ${JSON.stringify(answer.body)}`
    expect(answer.status, about).toBe(status)
    expect(failure.safeParse(answer.body).error?.issues, about).toBeUndefined()
    return answer
  }

  test('has routes, all below its bases', () => {
    expect(closed).not.toEqual([])
    for (const { url, hostUrl, replaces } of bases) {
      expect(url).toContain(`${app.url}${prefix}`)
      expect(new URL(hostUrl!).pathname.replace(/^\/$/, '')).toBe(url!.slice(`${app.url}${prefix}`.length))
      expect(replaces).toMatch(/^https:\/\//)
    }
  })

  test.each(closed)('%s needs a key', async route => {
    await expectFailure(401, toSent(route))
  })

  test.each(routes)('%s takes no key of another service, nor one of Mayfly', async route => {
    for (const other of KeyService.options.filter(one => one !== service)) {
      const { key } = await makeKey(app, { service: other })
      await expectFailure(401, { ...toSent(route), headers: bearer(key) })
    }
  })

  test.each(routes)('%s takes no key that is unknown, has expired or was revoked', async route => {
    const revoked = await newKey()
    await api.call('revokeKey', { id: revoked.keyId })
    const expiring = await newKey({ expiresAt: new Date(clock.now() + 1).toISOString() })
    clock.passMs(1)
    await expectFailure(401, { ...toSent(route), headers: bearer(`${revoked.key}x`) })
    await expectFailure(statuses?.revoked ?? 401, { ...toSent(route), headers: bearer(revoked.key) })
    await expectFailure(statuses?.expired ?? 401, { ...toSent(route), headers: bearer(expiring.key) })
  })

  test('its keys work on the native API', async () => {
    const { key } = await newKey()
    const answer = await app.app.http.inject({
      url: '/api/v1/messages',
      headers: { host: 'localhost', ...bearer(key) },
    })
    expect(answer.statusCode).toBe(200)
  })

  test('the owner is nobody here', async () => {
    const asWindow = { 'x-mayfly-window': app.app.windowToken }
    await expectFailure(401, { ...known, headers: asWindow })
  })

  test('who keeps on guessing is told to wait, and a good key is not held up', async () => {
    const { key } = await newKey()
    const guess = { ...known, headers: bearer('guess') }
    for (let n = 0; n < 20; n++) await expectFailure(401, guess)
    await expectFailure(429, guess)
    expect((await ask(service, { ...known, headers: bearer(key) })).status).not.toBe(429)
    const native = await app.app.http.inject({
      url: '/api/v1/info',
      headers: { host: 'localhost', ...bearer('guess') },
    })
    expect(native.statusCode).toBe(429)
    await expectFailure(401, { ...guess, remoteAddress: '192.0.2.7' })
  })

  test.each(['/', '/nothing/here', '/v9/inbox?x=1', '/..%2f..%2fapi/v1/info'])(
    'there is nothing at %s',
    async path => {
      const { key } = await newKey()
      const evil = { origin: 'https://evil.test' }
      for (const method of ['GET', 'PUT']) {
        await expectFailure(404, { path, method })
        await expectFailure(404, { path, method, headers: bearer(key) })
        await expectFailure(401, { path, method, headers: bearer('guess') })
        await expectFailure(403, { path, method, headers: evil })
      }
      expect((await ask(service, { path, method: 'HEAD', headers: bearer('guess') })).status).toBe(401)
    },
  )

  test('failures before its code runs are its own, too', async () => {
    const headers = bearer((await newKey()).key)
    await expectFailure(400, { path: '/%zz' })
    await expectFailure(421, { ...known, headers: { ...headers, host: 'evil.test' } })
    await expectFailure(400, { ...posted, headers: { ...headers, ...json }, payload: '{' })
    const asText = { ...headers, 'content-type': 'text/csv' }
    await expectFailure(400, { ...posted, headers: asText, payload: 'a,b' })
    const tooLarge = { ...headers, ...json, 'content-length': '999999999' }
    await expectFailure(413, { ...posted, headers: tooLarge, payload: '{}' })
  })

  test('what breaks inside is its own 500, tells nothing, and is logged', async () => {
    let broken = false
    const log = new PassThrough()
    const { app: breaking } = await startCompat({
      now: () => {
        if (broken) throw new Error('the clock fell down')
        return clock.now()
      },
      logTo: log,
    })
    onTestFinished(() => ((broken = false), breaking.stop()))
    const { key } = await makeServiceKey(breaking, service, plans[0]!)
    broken = true
    const { body } = await expectFailure(500, { ...known, headers: bearer(key) }, breaking)
    expect(JSON.stringify(body)).not.toContain('clock')
    expect(String(log.read())).toContain('the clock fell down')
  })

  test('its host names are served as if below its prefix, and lead to nothing else', async () => {
    const { app: named } = await startCompat({ compatHost: [{ name: `mail.${service}.test`, service }] })
    onTestFinished(() => named.stop())
    const { items } = await injectClient(named).call('listCompat', {})
    const { hostNames } = items.find(one => one.service === service)!
    expect(hostNames).toEqual([`api.${service}.localhost`, `${service}.localhost`, `mail.${service}.test`])
    for (const host of hostNames) {
      const at = async (url: string, name: string) => {
        const answer = await named.app.http.inject({ url, headers: { host: name } })
        const body: unknown = String(answer.headers['content-type']).includes('json')
          ? answer.json()
          : answer.body
        return { status: answer.statusCode, fits: failure.safeParse(body).success }
      }
      expect(await at(known.path, `${host}:8025`)).toEqual({ status: 401, fits: true })
      expect(await at('/api/v1/info', host.toUpperCase())).toMatchObject({ fits: true })
      expect(await at('/openapi.json', host)).toEqual({ status: 404, fits: true })
      expect(await at(`http://${host}/api/v1/info`, host)).not.toMatchObject({ status: 200 })
    }
  })

  test('calls are in usage and audit by their route, whoever made them', async () => {
    const { key, accountId, keyId } = await newKey()
    await ask(service, { ...known, headers: bearer(key) })
    await ask(service, { path: '/nothing/secret', headers: bearer(key) })
    await ask(service, known)
    const { items } = await api.call('listAudit', { route: `${prefix}/*`, limit: 3 })
    const route = `${prefix}${someGet.split(' ')[1]}`
    expect(items).toMatchObject([
      { key: null, accountId: null, route, status: 401 },
      { key: { id: keyId }, accountId, method: 'GET', route: `${prefix}/*`, status: 404 },
      { key: { id: keyId }, accountId, method: known.method, route },
    ])
    const { days, today } = await api.call('getUsage', { account: accountId, days: 1 })
    expect(today.callsPerDay.used).toBe(2)
    expect(days[0]!.routes.map(one => one.route).toSorted()).toEqual(
      [`${known.method} ${route}`, `GET ${prefix}/*`].toSorted(),
    )
    expect((await api.call('getKey', { id: keyId })).lastUsedAt).not.toBeNull()
  })

  test('a plan’s minute and day hold, and come back with the clock', async () => {
    const { key, accountId } = await newKey()
    const plan = await ipcClient(app).call('createPlan', {
      id: `${service}-few`,
      requestsPerMinute: 60,
      burst: 2,
      callsPerDay: 4,
    })
    await api.call('updateAccount', { id: accountId, plan: plan.id })
    const call = { ...known, headers: bearer(key) }
    const passes = async () => expect((await ask(service, call)).status).not.toBe(429)
    await passes()
    await passes()
    await expectFailure(429, call)
    clock.passMs(1_000)
    await passes()
    clock.passMs(60_000)
    await expectFailure(429, call)
    clock.set(Math.ceil(clock.now() / 86_400_000) * 86_400_000 - 1)
    await expectFailure(429, call)
    clock.passMs(1)
    await passes()
  })

  test('pages may call with a key, from where it may be used, and read the answer', async () => {
    const [{ key }, { key: bound }] = [await newKey(), await newKey({ allowedOrigins: ['shop.test'] })]
    const [shop, evil] = [{ origin: 'https://shop.test' }, { origin: 'https://evil.test' }]
    const preflight = await ask(service, {
      ...known,
      method: 'OPTIONS',
      headers: { ...shop, 'access-control-request-method': 'POST' },
    })
    expect(preflight).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': shop.origin },
    })
    const free = await ask(service, { ...known, headers: { ...bearer(key), ...evil } })
    expect(free.status).not.toBe(403)
    expect(free.headers['access-control-allow-origin']).toBe(evil.origin)
    expect((await ask(service, { ...known, headers: { ...bearer(bound), ...shop } })).status).not.toBe(403)
    await expectFailure(403, { ...known, headers: { ...bearer(bound), ...evil } })
    await expectFailure(403, { ...known, headers: bearer(bound) })
    const without = await expectFailure(403, { ...known, headers: evil })
    expect(without.headers['access-control-allow-origin']).toBeUndefined()
  })
})
