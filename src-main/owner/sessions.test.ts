import { beforeEach, expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { createSessions, idleMs, lifetimeMs, maxSessions, type Sessions } from './sessions.ts'

const day = 24 * 60 * 60_000
let now: number
let sessions: Sessions
beforeEach(() => {
  now = 1_000_000
  sessions = createSessions({ now: () => now })
})

test('a token is found until it is ended, and what is open for it learns so', () => {
  const token = sessions.start()
  const found = sessions.find(token)!
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(found.id).not.toContain(token)
  const ended: string[] = []
  sessions.onEnded(id => void ended.push(id))
  expect(ended).toEqual([])
  sessions.end(token)
  sessions.end(token)
  expect(ended).toEqual([found.id])
  expect(sessions.find(token)).toBeUndefined()
})

test.each(['', 'x', 'A'.repeat(43), 'A'.repeat(100_000)])('%j is nobody', token => {
  sessions.start()
  expect(sessions.find(token)).toBeUndefined()
  sessions.end(token)
})

test('a session that is not used for seven days is over; use keeps it', () => {
  const used = sessions.start()
  const unused = sessions.start()
  now += idleMs - 1
  expect(sessions.find(used)).toBeDefined()
  now += 1
  expect(sessions.find(unused)).toBeUndefined()
  expect(sessions.find(used)).toBeDefined()
})

test('a session that is always used is over after thirty days', () => {
  const token = sessions.start()
  for (let day = 1; day < 30; day++) {
    now += 24 * 60 * 60_000
    expect(sessions.find(token), `day ${day}`).toBeDefined()
  }
  now = 1_000_000 + lifetimeMs
  expect(sessions.find(token)).toBeUndefined()
})

test('a clock that goes a day ahead and back signs nobody out, and lets nobody in for longer', () => {
  const token = sessions.start()
  for (const jump of [day, -2 * day, day]) {
    now += jump
    expect(sessions.find(token)).toBeDefined()
  }
  now += idleMs
  expect(sessions.find(token)).toBeUndefined()
})

const [below, at, above] = edge(maxSessions)

test.each([below, at])('%i browsers are signed in at once', count => {
  const tokens = Array.from({ length: count }, () => sessions.start())
  expect(tokens.every(token => sessions.find(token))).toBe(true)
})

test('the oldest gives way when there are too many', () => {
  const tokens = Array.from({ length: above }, () => sessions.start())
  expect(sessions.find(tokens[0]!)).toBeUndefined()
  expect(tokens.slice(1).every(token => sessions.find(token))).toBe(true)
})

test('all but one can be ended', () => {
  const [mine, other] = [sessions.start(), sessions.start()]
  sessions.endOthers(sessions.find(mine)!.id)
  expect(sessions.find(mine)).toBeDefined()
  expect(sessions.find(other)).toBeUndefined()
  sessions.endOthers()
  expect(sessions.find(mine)).toBeUndefined()
})
