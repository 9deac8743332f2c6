import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Call, Output } from '#shared/api/contract.ts'
import { ipcClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { callWithKey, makeLimited } from '#test/support/keyed-calls.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

type Entry = Output<'listAudit'>['items'][number]

const morning = Date.parse('2026-11-21T05:00:00.000Z')
let clock = morning
let app: TestApp
let limited: Awaited<ReturnType<typeof makeLimited>>
beforeAll(async () => {
  app = await startApp({ now: () => clock })
  limited = await makeLimited(app, { callsPerDay: 1_000 })
})
afterAll(() => app.stop())
/** Each test looks at what happened in its own minute. */
beforeEach(() => void (clock += 60_000))

/** Over IPC, so that the question itself is not audited. A call is noted when its connection is done with it. */
async function audited(expected: number, query: Call<'listAudit'> = {}): Promise<Entry[]> {
  const since = new Date(clock).toISOString()
  const read = () => ipcClient(app).call('listAudit', { since, ...query })
  await expect.poll(async () => (await read()).total).toBe(expected)
  const { items } = await read()
  expect(items.length).toBe(Math.min(expected, 50))
  return items
}

test('a call is kept with who, what and how it ended; not with its query, its ids or its key', async () => {
  const { key, keyId, accountId } = limited
  await callWithKey(app, key, '/api/v1/messages/some-secret-id?q=secret-words')
  const items = await audited(1)
  expect(items).toEqual([
    {
      at: new Date(clock).toISOString(),
      key: { id: keyId, name: 'test' },
      accountId,
      method: 'GET',
      route: '/api/v1/messages/:id',
      status: 404,
      ms: expect.any(Number) as number,
      remoteAddress: '127.0.0.1',
    },
  ])
  expect(items[0]!.ms).toBeGreaterThanOrEqual(0)
  expect(JSON.stringify(items)).not.toMatch(/secret/)
  expect(JSON.stringify(items)).not.toContain(key)
})

test('the owner’s calls are the local account’s', async () => {
  await fetch(`${app.url}/api/v1/info`)
  expect(await audited(1)).toMatchObject([{ key: null, accountId: 'local', status: 200 }])
})

test.each([
  ['with a bad key', '/api/v1/info', { 'x-api-key': 'mayfly_none' }, 401],
  ['of another name', '/api/v1/info', { host: 'evil.test' }, 421],
  ['of another page', '/api/v1/messages', { origin: 'https://evil.test' }, 403],
  ['to nowhere', '/api/v1/nothing/secret', { 'x-api-key': 'mayfly_none' }, 401],
] as [string, string, Record<string, string>, number][])(
  'a call %s is kept too',
  async (_name, url, headers, status) => {
    await app.app.http.inject({ url, headers: { host: 'localhost', ...headers } })
    const [entry] = await audited(1)
    expect(entry).toMatchObject({ key: null, status })
    expect(entry!.route).not.toContain('secret')
  },
)

describe('who may not call cannot wash away what is kept of others', () => {
  const nobody = (headers: Record<string, string>) =>
    app.app.http.inject({
      url: '/api/v1/messages',
      headers: { host: 'localhost', ...headers },
      remoteAddress: '192.168.0.9',
    })

  test('guesses are not kept once there were too many from their address', async () => {
    for (let n = 0; n < 30; n++) await nobody({ 'x-api-key': `mayfly_guess-${n}` })
    const items = await audited(20, { by: 'others' })
    expect(items.every(({ status }) => status === 401)).toBe(true)
  })

  test('calls of nobody have a bound of their own, and others are kept as ever', async () => {
    clock += 24 * 60 * 60_000
    for (let n = 0; n < 1_010; n++) await nobody({})
    await callWithKey(app, limited.key)
    const [newest] = await audited(1_001)
    expect(newest).toMatchObject({ key: { id: limited.keyId } })
    clock += 10_000
    for (let n = 0; n < 3; n++) await nobody({})
    await audited(1)
  })
})

test('what is outside of the API is not kept', async () => {
  for (const path of ['/health', '/docs', '/nothing']) await fetch(`${app.url}${path}`)
  await fetch(`${app.url}/api/v1/info`)
  expect(await audited(1)).toMatchObject([{ route: '/api/v1/info' }])
})

describe('what lasts is kept when it ends', () => {
  test('a wait', async () => {
    const waiting = fetch(`${app.url}/api/v1/messages/wait?subject=late&timeout=1`)
    await expect.poll(() => app.app.waiting()).toBe(1)
    await audited(0)
    expect((await waiting).status).toBe(408)
    expect(await audited(1)).toMatchObject([{ route: '/api/v1/messages/wait', status: 408 }])
  })

  test('a wait that the caller leaves', async () => {
    const leave = new AbortController()
    const waiting = fetch(`${app.url}/api/v1/messages/wait?subject=never`, { signal: leave.signal })
    await expect.poll(() => app.app.waiting()).toBe(1)
    leave.abort()
    await expect(waiting).rejects.toThrow()
    expect(await audited(1)).toMatchObject([{ route: '/api/v1/messages/wait', status: 499 }])
  })

  test('a stream of events', async () => {
    const events = await openEvents(`${app.url}/api/v1/events`)
    await audited(0)
    await events.close()
    expect(await audited(1)).toMatchObject([{ route: '/api/v1/events', status: 200 }])
  })
})

describe('the list', () => {
  beforeEach(async () => {
    const { key } = limited
    await callWithKey(app, key)
    await callWithKey(app, key, '/api/v1/mailboxes', { method: 'POST' })
    await callWithKey(app, key, '/api/v1/messages/unknown')
    await fetch(`${app.url}/api/v1/mailboxes`)
    await audited(4)
  })

  test('is newest first, by page', async () => {
    const all = await audited(4)
    expect(all.map(({ method, route }) => `${method} ${route}`)).toEqual([
      'GET /api/v1/mailboxes',
      'GET /api/v1/messages/:id',
      'POST /api/v1/mailboxes',
      'GET /api/v1/info',
    ])
    const since = all[0]!.at
    for (const filter of [{ since }, {}]) {
      const first = await ipcClient(app).call('listAudit', { ...filter, limit: 3 })
      expect(first.items).toEqual(all.slice(0, 3))
      const second = await ipcClient(app).call('listAudit', {
        ...filter,
        limit: 3,
        cursor: first.nextCursor!,
      })
      expect(second.items[0]).toEqual(all[3])
      expect(second.total).toBe(first.total)
    }
  })

  test.each([
    [{ key: 'KEY' }, 3],
    [{ key: 'other' }, 0],
    [{ account: 'local' }, 1],
    [{ account: 'ACCOUNT' }, 3],
    [{ by: 'owner' }, 1],
    [{ by: 'others' }, 3],
    [{ method: 'POST' }, 1],
    [{ route: '/api/v1/mailboxes' }, 2],
    [{ route: '/api/v1/mailboxes', method: 'GET' }, 1],
    [{ route: '/api/v1/mail*' }, 2],
    [{ route: '/api/*' }, 4],
    [{ route: '*mail*' }, 2],
    [{ route: '*/:id*' }, 1],
    [{ route: '/compat/*' }, 0],
    [{ status: '404' }, 1],
    [{ status: '4xx' }, 1],
    [{ status: '2xx' }, 3],
    [{ status: '5xx' }, 0],
  ])('by %j', async (filter, count) => {
    const filled = JSON.stringify(filter).replace('KEY', limited.keyId).replace('ACCOUNT', limited.accountId)
    expect(await audited(count, JSON.parse(filled) as Call<'listAudit'>)).toHaveLength(count)
  })

  test('by time, from `since` on and before `until`', async () => {
    const now = new Date(clock).toISOString()
    const later = new Date(clock + 1).toISOString()
    expect(await audited(0, { since: now, until: now })).toEqual([])
    expect(await audited(4, { since: now, until: later })).toHaveLength(4)
    expect(await audited(0, { since: later })).toEqual([])
  })

  test.each([
    { status: '4' },
    { status: '6xx' },
    { status: 'ok' },
    { since: 'today' },
    { method: 'get' },
    { by: 'me' },
    { q: 'x' },
  ])('a filter that is none is refused: %j', async query => {
    await expect(ipcClient(app).call('listAudit', query as never)).rejects.toMatchObject({
      code: 'bad_request',
      details: [{ field: Object.keys(query)[0] }],
    })
  })

  test('is the owner’s: a key gets 403', async () => {
    expect((await callWithKey(app, limited.key, '/api/v1/audit')).status).toBe(403)
  })
})
