import { expect, test } from 'vitest'
import { openWriter } from '../storage/open-store.ts'
import { createRepository, runOn } from '../storage/queries.ts'
import { createAuditLog, type AuditEntry } from './audit-log.ts'
import { createCallCounts } from './call-counts.ts'
import { createAuditHandlers } from './read-audit.ts'
import { usageQueries } from './repository.ts'
import { createUsageWriter } from './writer.ts'

const day = 24 * 60 * 60 * 1000
const noon = Date.parse('2026-11-21T12:00:00.000Z')
const who = { accountId: 'account', keyId: 'key' }
const entry = (at: number, status = 200): AuditEntry => [
  at,
  'account',
  'key',
  'GET',
  '/api/v1/info',
  status,
  1.5,
  '127.0.0.1',
]

/** The real thing on a store of its own, which can be made to take nothing. */
function setUp() {
  const db = openWriter(':memory:')
  const state = { isFull: false, now: noon, errors: [] as string[] }
  const run = runOn(db, usageQueries)
  const repository = createRepository(usageQueries, async (kind, name, args) => {
    if (kind === 'writes' && state.isFull) throw new Error('database or disk is full')
    return run(kind, name, args)
  })
  const onError = (error: unknown) => state.errors.push((error as Error).message)
  const counts = createCallCounts([])
  const audit = createAuditLog({ onLoss: () => onError(new Error('lost')) })
  const now = () => state.now
  const writer = createUsageWriter({ repository, counts, audit, now, onError })
  const { listAudit } = createAuditHandlers({ repository, keyName: () => 'name', flush: writer.flush })
  const context = { caller: { kind: 'owner' as const }, signal: new AbortController().signal }
  const list = (query: Parameters<typeof listAudit>[0]) => listAudit(query, context)
  const stored = async () => (await repository.countsOf({ accountId: 'account', since: '' })).calls
  return { state, counts, audit, writer, list, stored, repository }
}

test('what comes while nothing can be written is written later, once', async () => {
  const { state, counts, audit, writer, stored, list } = setUp()
  state.isFull = true
  for (let round = 0; round < 3; round++) {
    counts.call(who, 'GET /', noon)
    audit.add(entry(noon + round))
    await writer.flush()
  }
  expect(await stored()).toEqual([])
  expect(state.errors).toEqual(['database or disk is full'])
  state.isFull = false
  await writer.flush()
  await writer.flush()
  expect(await stored()).toMatchObject([{ calls: 3 }])
  const { items } = await list({ limit: 10 })
  expect(items.map(({ at }) => Date.parse(at) - noon)).toEqual([2, 1, 0])
})

test('the second time that nothing can be written is told again', async () => {
  const { state, counts, writer } = setUp()
  for (let round = 0; round < 2; round++) {
    state.isFull = true
    counts.call(who, 'GET /', noon)
    await writer.flush()
    state.isFull = false
    await writer.flush()
  }
  expect(state.errors).toHaveLength(2)
})

test('of the audit, the oldest go when too many wait, and that is told once; nothing is lost of the counts', async () => {
  const { state, counts, audit, writer, list, stored } = setUp()
  state.isFull = true
  for (let n = 0; n < 60_000; n++) {
    counts.call(who, 'GET /', noon)
    audit.add(entry(noon + n))
    if (n % 20_000 === 0) await writer.flush()
  }
  expect(state.errors).toEqual(['database or disk is full', 'lost'])
  state.isFull = false
  await writer.flush()
  expect(await stored()).toMatchObject([{ calls: 60_000 }])
  const { items, total } = await list({ limit: 1 })
  expect(items[0]!.at).toBe(new Date(noon + 59_999).toISOString())
  expect(total).toBeLessThanOrEqual(50_000)
  expect(total).toBeGreaterThanOrEqual(49_000)
})

test('a list goes over many writes, small and large, page by page', async () => {
  const { audit, writer, list } = setUp()
  let at = noon
  for (const size of [1, 1, 400, 700, 7_000, 3, 1, 999]) {
    for (let n = 0; n < size; n++) audit.add(entry(at, at++ % 10 === 0 ? 404 : 200))
    await writer.flush()
  }
  const all = Array.from({ length: at - noon }, (_, n) => noon + n).toReversed()
  for (const [filter, expected] of [
    [{}, all],
    [{ status: '404' }, all.filter(one => one % 10 === 0)],
  ] as const) {
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit: 200, ...filter, ...(cursor === undefined ? {} : { cursor }) })
      expect(page.total).toBe(expected.length)
      seen.push(...page.items.map(item => Date.parse(item.at)))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(expected)
  }
})

test('what is older than 30 days goes, and what is beyond the newest so many', async () => {
  const { state, counts, audit, writer, stored, list, repository } = setUp()
  for (let days = 0; days < 40; days++) {
    counts.call(who, 'GET /', state.now)
    counts.mail('account', 10, state.now)
    for (let n = 0; n < 1_000; n++) audit.add(entry(state.now))
    await writer.flush()
    state.now += day
  }
  state.now -= day
  const bounds = { firstDay: '2026-12-02', auditSince: state.now - 30 * day, auditRows: 1_000_000, limit: 3 }
  const sweep = async (changed = {}) => {
    while ((await repository.removeOld({ ...bounds, ...changed })) > 0);
  }
  await sweep()
  expect((await stored()).map(count => count.day).toSorted()[0]).toBe('2026-12-02')
  expect((await list({ limit: 1 })).total).toBe(31_000)
  await sweep({ auditRows: 4_500 })
  expect((await list({ limit: 1 })).total).toBe(5_000)
})
