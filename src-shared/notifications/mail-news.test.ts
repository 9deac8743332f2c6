import { expect, test } from 'vitest'
import type { StoreEvent } from '../api/events.ts'
import type { MessageSummary } from '../api/message-shapes.ts'
import { createMailNews } from './mail-news.ts'

/** Ids begin with their mailbox: `a1` is the first of the mailbox `a`. */
function listen() {
  const state = { watched: false, now: 1_000, muted: [] as string[], pausedUntil: null as string | null }
  const told: (string | number)[] = []
  const looked: string[] = []
  const news = createMailNews({
    isWatched: () => state.watched,
    settings: async () => ({
      'notifications.muted': state.muted,
      'notifications.pausedUntil': state.pausedUntil,
    }),
    async findMessage(id) {
      looked.push(id)
      return id.endsWith('gone') ? undefined : ({ id, mailboxId: id[0] } as MessageSummary)
    },
    tellOne: ({ id }) => told.push(id),
    tellCount: count => told.push(count),
    now: () => state.now,
  })
  let seq = 0
  const received = (ids: string[], more: object = {}): Promise<void> => {
    seq += ids.length
    const mailboxIds = [...new Set(ids.map(id => id[0]!))]
    return news.onEvent({ type: 'message.received', ids, mailboxIds, seq, ...more } as StoreEvent)
  }
  return { state, told, looked, received, news }
}

test('three a second one by one, of more how many; only those that are told of are looked at', async () => {
  const { told, looked, received, state } = listen()
  await received(['a1', 'a2'])
  await received(['a3', 'a4', 'a5'])
  expect(told).toEqual(['a1', 'a2', 'a3', 2])
  expect(looked).toEqual(['a1', 'a2', 'a3'])
  state.now += 1_000
  await received(['a6'])
  expect(told.at(-1)).toBe('a6')
})

test('rounds that come at once do not forget each other', async () => {
  const { told, received } = listen()
  await Promise.all([received(['a1', 'a2']), received(['a3', 'a4'])])
  expect(told).toEqual(['a1', 'a2', 'a3', 1])
})

test('a muted mailbox is neither shown nor counted', async () => {
  const { told, looked, received, state } = listen()
  state.muted = ['q']
  await received(['q1', 'q2'])
  expect(looked).toEqual([])
  await received(['q3', 'a1', 'q4', 'a2', 'a3', 'a4', 'q5'])
  expect(told).toEqual(['a1', 'a2', 'a3', 1])
})

test('an import, a pause and a window that is looked at are quiet', async () => {
  const { told, received, state } = listen()
  await received(['a1'], { imported: true })
  state.watched = true
  await received(['a2'])
  state.watched = false
  state.pausedUntil = new Date(2_000).toISOString()
  await received(['a3'])
  expect(told).toEqual([])
  state.now = 2_000
  await received(['a4'])
  expect(told).toEqual(['a4'])
})

test('what is gone before it can be told of is not told of', async () => {
  const { told, received } = listen()
  await received(['a-gone', 'a2'])
  expect(told).toEqual(['a2'])
})

test('of a flood whose mails are not named there is the number', async () => {
  const { told, news } = listen()
  const flood = (seq: number) => news.onEvent({ type: 'message.received', ids: [], mailboxIds: [], seq })
  await flood(1_000)
  await flood(1_900)
  expect(told).toEqual([201, 900])
})

test('a failure is no end', async () => {
  const { told, received, state } = listen()
  const muted = state.muted
  state.muted = undefined as never
  await received(['a1'])
  state.muted = muted
  await received(['a2'])
  expect(told).toEqual(['a2'])
})
