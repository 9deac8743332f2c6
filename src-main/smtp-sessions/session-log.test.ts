import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openWriter } from '../storage/open-store.ts'
import { createRepository, runOn } from '../storage/queries.ts'
import { createSessionHandlers } from './handlers.ts'
import { sessionQueries } from './repository.ts'
import { createSessionLog } from './session-log.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const facts = { remoteAddress: '127.0.0.1', helo: 'client.test', tls: false, user: null }
const aRoundLater = () => vi.advanceTimersByTimeAsync(1_000)

/** The log over a real store, which can be made to refuse writes. */
function createLog() {
  const repository = createRepository(sessionQueries, runOn(openWriter(':memory:'), sessionQueries))
  const errors: unknown[] = []
  const state = { writable: true, now: 1_000 }
  const log = createSessionLog({
    repository: {
      ...repository,
      recordSessions: async batch => {
        if (!state.writable) throw new Error('disk full')
        await repository.recordSessions(batch)
      },
    },
    now: () => state.now,
    onChange: () => {},
    onError: error => errors.push(error),
  })
  const { listSmtpSessions } = createSessionHandlers({ repository, live: log.live })
  const context = { caller: { kind: 'owner' } as const, signal: new AbortController().signal }
  let count = 0
  return {
    log,
    errors,
    state,
    /** One session after the other, each with this much said. */
    talk(sessions: number, said = 'NOOP'): void {
      for (let n = 0; n < sessions; n++) {
        const notes = log.open(`session-${++count}`, () => facts)
        notes.client(said)
        notes.ended()
      }
    },
    total: async () => (await listSmtpSessions({ limit: 1 }, context)).total,
    newest: async () => (await listSmtpSessions({ limit: 1 }, context)).items[0]?.id,
    stored: async () => (await repository.listSessions({ filter: {}, before: null, limit: 1 })).total,
  }
}

test('sessions are written together, and can be read before', async () => {
  const { log, talk, total, stored } = createLog()
  talk(3)
  expect([await total(), await stored()]).toEqual([3, 0])
  await aRoundLater()
  expect([await total(), await stored(), log.live().size]).toEqual([3, 3, 0])
})

test('a store that cannot be written says so once, and gets them when it can', async () => {
  const { log, talk, total, stored, errors, state } = createLog()
  state.writable = false
  talk(3)
  await aRoundLater()
  talk(2)
  await aRoundLater()
  expect([await total(), await stored(), errors.length]).toEqual([5, 0, 1])
  state.writable = true
  await aRoundLater()
  expect([await total(), await stored(), log.live().size]).toEqual([5, 5, 0])
})

test('the oldest are given up when too much waits', async () => {
  const { log, talk, total, newest, state } = createLog()
  state.writable = false
  talk(3_000, 'x'.repeat(9_000))
  const waiting = await total()
  expect(waiting).toBeGreaterThan(1_000)
  expect(waiting).toBeLessThan((16 * 1024 * 1024) / 9_000)
  expect(await newest()).toBe('session-3000')
  expect(log.live().size).toBe(waiting)
})

test('sessions in which nothing is said count, too', async () => {
  const { log, talk, total, state } = createLog()
  state.writable = false
  talk(20_000, '')
  expect(await total()).toBeLessThan((16 * 1024 * 1024) / 1_000)
  expect(log.live().size).toBe(await total())
})

test('the newest 20,000 are kept', async () => {
  const { talk, total, newest } = createLog()
  talk(10_700)
  await aRoundLater()
  talk(10_000)
  await aRoundLater()
  expect(await total()).toBe(20_000)
  expect(await newest()).toBe('session-20700')
})

test('what ended more than 30 days ago goes, whether or not anybody connects', async () => {
  const { log, state, talk, total, newest } = createLog()
  const day = 24 * 60 * 60 * 1_000
  talk(600)
  await aRoundLater()
  log.start()
  state.now += 20 * day
  talk(1)
  await vi.advanceTimersByTimeAsync(60 * 60 * 1_000)
  expect(await total()).toBe(601)
  state.now += 11 * day
  await vi.advanceTimersByTimeAsync(60 * 60 * 1_000)
  expect([await total(), await newest()]).toEqual([1, 'session-601'])
})

test('stopping writes what is open, too, and whoever ends later is not written twice', async () => {
  const { log, stored } = createLog()
  const notes = log.open('open', () => facts)
  await log.stop()
  notes.ended()
  await aRoundLater()
  expect([await stored(), log.live().size]).toEqual([1, 0])
})
