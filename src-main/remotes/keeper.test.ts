import { expect, test } from 'vitest'
import { createHandClock } from '#test/support/hand-clock.ts'
import { minutemailCapabilities } from '../providers/minutemail/capabilities.ts'
import { ProviderError } from '../providers/provider-error.ts'
import type { Provider, RemoteMessage } from '../providers/provider.ts'
import { completeProvider } from '../providers/refuse.ts'
import type { Cache } from './cache.ts'
import { createCallRemote } from './call-remote.ts'
import { createKeeper } from './keeper.ts'
import type { RemoteMailboxRow, RemoteRow } from './remote-row.ts'
import { createRunner } from './runner.ts'
import { newSession, type Session } from './session.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const midnight = Date.parse('2026-11-21T00:00:00.000Z')
const box = { id: 'box', address: 'box@minutemail.cc' }

/** MinuteMail's smallest plan, with one mailbox and a mail each half hour; it counts, and refuses what is too much. */
function startService(now: () => number, brokenId?: string) {
  const calls: number[] = []
  const seen = new Map<string, number>()
  const mails = () => Math.floor((now() - midnight) / (30 * minuteMs))
  const receivedAt = (id: string) => midnight + Number(id) * 30 * minuteMs
  let refused = 0
  let tries = 0

  async function answer<Value>(value: Value) {
    calls.push(now())
    const inMinute = calls.filter(at => now() - at < minuteMs).length
    const isRefused = calls.length > 100 || inMinute > 60
    if (isRefused) refused += 1
    if (isRefused) throw new ProviderError('rateLimited', 'Too many.', { calls: 1 })
    const quota = { limit: null, remaining: 100 - calls.length, resetsAt: null, unlimited: false }
    return { value, quota, calls: 1 }
  }

  const rest = { tag: null, archived: false, recoverable: null, createdAt: null, expiresAt: null }
  const told = { from: null, subject: null, snippet: null, expiresAt: null, sizeBytes: null, mail: null }
  const message = (id: string): RemoteMessage => ({
    ...told,
    id,
    mailboxId: box.id,
    receivedAt: receivedAt(id),
    hasAttachments: null,
  })
  const ids = () => Array.from({ length: mails() }, (_, n) => String(n + 1)).toReversed()
  const provider: Provider = completeProvider({
    service: 'minutemail',
    capabilities: minutemailCapabilities,
    check: () => answer({ plan: null, mailboxes: 1 }),
    listMailboxes: () => answer({ items: [{ ...box, ...rest, messageCount: mails() }], complete: true }),
    listArchivedMailboxes: () => answer({ items: [], complete: true }),
    listMessages: () => answer({ items: ids().map(message), complete: true, next: null }),
    fetchMessage: async ({ id }) => {
      const fetched = await answer({ bytes: Buffer.from(id), origin: 'raw' as const, missing: [] })
      if (id !== brokenId) return fetched
      tries += 1
      throw new ProviderError('serverFault', 'It fails at this one.', { calls: 1 })
    },
  })
  const store = async (id: string) => void seen.set(id, now() - receivedAt(id))
  return { provider, calls, seen, store, mails, refused: () => refused, tries: () => tries }
}

type Service = ReturnType<typeof startService>

/** What is kept of the one mailbox, in memory. */
function createMemory({ seen, store }: Service): Cache {
  const row = { key: 1, remote_id: box.id, address: box.address, status: 'active' } as RemoteMailboxRow
  return {
    mailboxes: async () => [{ ...row }],
    sync: async items => void (row.told_count = items[0]!.messageCount),
    known: async ids => new Set(ids.filter(id => seen.has(id))),
    store: (_mailbox, { id }) => store(id),
    noteRead: async (_key, { readCount }) => void (row.read_count = readCount),
    followDeletions: async () => {},
    deleteNamed: async () => {},
    removeMailbox: async () => {},
  }
}

/** A day of the real keeper and runner, from midnight on, in steps of half a minute. */
async function runDay(isLookedAt: (at: number) => boolean, brokenId?: string) {
  const clock = createHandClock(midnight)
  const service = startService(clock.now, brokenId)
  const account = { id: 'r', account_key: -1, paused: 0, detached: 0, max_messages: 0, max_age_days: 30 }
  const row = { ...account, name: 'QA', service: 'minutemail', progress: null } as RemoteRow
  const session: Session = newSession({ row, provider: service.provider, hasKey: true, key: null }, 0.5)
  const errors: unknown[] = []
  const common = { now: clock.now, onError: (error: unknown) => void errors.push(error) }
  const outside = { random: () => 0.5, onChange: () => {} }
  const memory = createMemory(service)
  const saved: string[] = []
  const runner = createRunner({
    ...common,
    ...outside,
    sessions: () => [session],
    call: createCallRemote({ now: clock.now, ...outside }),
    cacheOf: () => memory,
    saveProgress: async ({ progress }) => saved.push(progress),
  })
  const sweeps: (number | null)[] = []
  const repository = {
    dueMailboxes: async () => false,
    expireMailboxes: async () => [],
    deleteOldOfRemote: async ({ olderThan }: { olderThan: number | null }) => (sweeps.push(olderThan), []),
  }
  const keeper = createKeeper({
    ...common,
    sessions: () => [session],
    repository,
    runner,
    live: { tick: () => {} },
    events: { announce: () => {}, subscribe: () => () => {} },
  })
  for (let at = 0; at < 24 * hourMs; at += 30_000) {
    clock.set(midnight + at)
    session.lookingUntil = isLookedAt(at) ? clock.now() + minuteMs : 0
    await keeper.tick()
  }
  // One that is not here yet has waited until now.
  const delays = Array.from({ length: service.mails() }, (_, n) => {
    const received = midnight + (n + 1) * 30 * minuteMs
    return service.seen.get(String(n + 1)) ?? clock.now() - received
  })
  const worstDelayMs = Math.max(...delays)
  return { ...service, session, errors, sweeps, saved, worstDelayMs }
}

test('a day nobody looks leaves the last fifth, and leaves nobody blind for long', async () => {
  const { calls, refused, worstDelayMs, errors, session, sweeps, saved } = await runDay(() => false)
  expect(errors).toEqual([])
  expect(refused()).toBe(0)
  expect(calls.length).toBeGreaterThan(70)
  expect(calls.length).toBeLessThanOrEqual(80)
  expect(session.made).toBe(calls.length)
  expect(worstDelayMs).toBeLessThanOrEqual(150 * minuteMs)
  // Once a minute, by the time of that minute.
  expect(sweeps).toHaveLength(24 * 60)
  expect(sweeps[0]).toBe(midnight - 30 * 24 * hourMs)
  expect(JSON.parse(saved.at(-1)!)).toMatchObject({ ledger: { told: { remaining: 100 - calls.length } } })
})

test('a day that is looked at all the time lasts until its evening, and keeps what is for the owner', async () => {
  const { calls, refused, worstDelayMs, errors } = await runDay(() => true)
  expect(errors).toEqual([])
  expect(refused()).toBe(0)
  expect(calls.length).toBeGreaterThan(80)
  expect(calls.length).toBeLessThanOrEqual(95)
  expect(worstDelayMs).toBeLessThanOrEqual(120 * minuteMs)
})

test('a message that its service fails at is tried three times, and keeps back no other', async () => {
  const { seen, tries, refused } = await runDay(() => false, '3')
  expect(refused()).toBe(0)
  expect(tries()).toBe(3)
  expect([...seen.keys()]).toEqual(expect.arrayContaining(['1', '2', '4', '5', '30', '40']))
})
