import { expect, onTestFinished, test, vi } from 'vitest'
import type { Plan } from '#shared/api/plans.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { createEventBus, type StoreChange } from '../events/bus.ts'
import { openDatabase, type Db } from '../storage/database.ts'
import { migrate } from '../storage/migrate.ts'
import { migrations } from '../storage/migrations/index.ts'
import { createRepository, runOn, type RunQuery } from '../storage/queries.ts'
import { createExpiryKeeper } from './expiry-keeper.ts'
import { mailboxQueries, type MailboxRepository } from './repository.ts'

const limits = (archivedMailboxes: number | null) => ({ archivedMailboxes }) as Plan // all that is looked at

/** The keeper over a store in memory. It is not started: nothing settles by itself. */
function setUp({ archive = null as number | null, around = (run: RunQuery): RunQuery => run } = {}) {
  const db = openDatabase(':memory:')
  onTestFinished(() => db.close())
  migrate(db, { migrations, backup: () => {} })
  const clock = createHandClock()
  const calls: string[] = []
  const run = around(runOn(db, mailboxQueries))
  const repository: MailboxRepository = createRepository(mailboxQueries, async (kind, name, args) => {
    calls.push(name)
    return run(kind, name, args)
  })
  const changes: StoreChange[] = []
  const events = createEventBus(error => {
    throw error
  })
  events.subscribe(change => changes.push(change))
  const lost: string[] = []
  const keeper = createExpiryKeeper({
    repository,
    events,
    planOf: () => limits(archive),
    now: clock.now,
    onError: error => {
      if (!String(error).includes('full disk')) throw error
    },
    onArchiveFull: ({ mailboxId }) => lost.push(mailboxId),
  })
  return { db, clock, calls, changes, lost, keeper, add: (name: string, more = {}) => add(db, name, more) }

  function add(to: Db, localPart: string, more: { minutes?: number; recoverable?: boolean } = {}): string {
    const { minutes = 1, recoverable = false } = more
    const row = mailboxQueries.writes.createMailbox(to, {
      localPart,
      domain: 'mayfly.test',
      accountId: 'local',
      tag: null,
      recoverable,
      origin: 'api',
      expiresAt: clock.now() + minutes * 60_000,
      now: clock.now(),
      maxActive: null,
      ownDomainsOnly: false,
    })
    if ('refused' in row) throw new Error(row.refused)
    keeper.watch(row.expires_at)
    return row.id
  }
}

const statuses = (db: Db) =>
  db.all<{ status: string }>('SELECT status FROM mailboxes ORDER BY key').map(({ status }) => status)

test('asks the store once to learn when the next is due, and then not before that', async () => {
  const { db, clock, calls, keeper, add } = setUp()
  await keeper.settle()
  const first = calls.length
  add('a')
  for (let ms = 0; ms < 100; ms++) await keeper.settle()
  clock.passMs(59_999)
  await keeper.settle()
  expect(calls.slice(first)).toEqual([])
  expect(statuses(db)).toEqual(['active'])
  clock.passMs(1)
  await keeper.settle()
  expect(calls.slice(first)).toContain('settleDue')
  expect(statuses(db)).toEqual(['expired'])
})

test('what is made while it settles is not forgotten', async () => {
  let meanwhile = (): void => {}
  const { db, clock, keeper, add } = setUp({
    around: run => async (kind, name, args) => {
      const result = await run(kind, name, args)
      if (name === 'settleDue') meanwhile()
      return result
    },
  })
  await keeper.settle()
  add('first', { minutes: 1 })
  meanwhile = () => {
    meanwhile = () => {}
    add('second', { minutes: 1 })
  }
  clock.passMinutes(1)
  await keeper.settle()
  clock.passMinutes(1)
  await keeper.settle()
  expect(statuses(db)).toEqual(['expired', 'expired'])
})

test('whoever asks while it settles waits for the outcome', async () => {
  const { db, clock, keeper, add } = setUp()
  add('a')
  clock.passMinutes(1)
  void keeper.settle()
  await keeper.settle()
  expect(statuses(db)).toEqual(['expired'])
})

test('a store that fails is asked again by the next call', async () => {
  let fails = true
  const { db, clock, keeper, add } = setUp({
    around: run => (kind, name, args) =>
      fails && name === 'settleDue' ? Promise.reject(new Error('full disk')) : run(kind, name, args),
  })
  add('a')
  clock.passMinutes(1)
  await expect(keeper.settle()).rejects.toThrow('full disk')
  await expect(keeper.settle()).rejects.toThrow('full disk')
  fails = false
  await keeper.settle()
  expect(statuses(db)).toEqual(['expired'])
})

test('an expired mailbox whose mail could not be deleted is emptied later', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let fails = true
  const { db, calls, keeper, add } = setUp({
    around: run => (kind, name, args) =>
      fails && name === 'emptyExpired' ? Promise.reject(new Error('full disk')) : run(kind, name, args),
  })
  const id = add('a')
  db.run("INSERT INTO contents VALUES (1, 0, 1, '', '', '', '[]', '[]', '', 0, NULL, '{}')")
  db.run(
    `INSERT INTO deliveries (id, content_id, mailbox_key, address, received_at, size_bytes)
     SELECT 'm', 1, key, '', 0, 1 FROM mailboxes WHERE id = ?`,
    id,
  )
  db.run("UPDATE mailboxes SET status = 'expired'")
  const kept = () => db.get<{ n: number }>('SELECT count(*) AS n FROM deliveries')!.n
  await keeper.start()
  await vi.advanceTimersByTimeAsync(9_000)
  expect([kept(), calls.filter(name => name === 'emptyExpired').length]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(10_000)
  fails = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(kept()).toBe(0)
  await keeper.stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('archives to the last free place, the first that ran out first, and says what was lost', async () => {
  const { db, clock, changes, lost, keeper, add } = setUp({ archive: 2 })
  const late = add('late', { minutes: 3, recoverable: true })
  add('first', { minutes: 1, recoverable: true })
  add('second', { minutes: 2, recoverable: true })
  add('other', { minutes: 2 })
  clock.passMinutes(60)
  await keeper.settle()
  expect(statuses(db)).toEqual(['expired', 'archived', 'archived', 'expired'])
  expect(lost).toEqual([late])
  expect(changes.map(({ type }) => type).toSorted()).toEqual([
    'mailbox.archived',
    'mailbox.archived',
    'mailbox.expired',
    'mailbox.expired',
  ])
})

test('more than one step holds is settled before anybody goes on', async () => {
  const { db, clock, keeper, add } = setUp()
  for (let n = 0; n < 1_200; n++) add(`m${n}`)
  clock.passMinutes(1)
  await keeper.settle()
  expect(new Set(statuses(db))).toEqual(new Set(['expired']))
})

test('the clock goes a day ahead and back: what ran out stays so, what is made then runs out in its turn', async () => {
  const { db, clock, keeper, add } = setUp()
  add('a', { minutes: 60 })
  clock.passMinutes(24 * 60)
  await keeper.settle()
  clock.passMinutes(-24 * 60)
  await keeper.settle()
  expect(statuses(db)).toEqual(['expired'])
  add('b', { minutes: 1 })
  await keeper.settle()
  expect(statuses(db)).toEqual(['expired', 'active'])
  clock.passMinutes(1)
  await keeper.settle()
  expect(statuses(db)).toEqual(['expired', 'expired'])
})
