import { expect, test } from 'vitest'
import { outcomeOf } from './outcome.ts'
import { storedMessages } from './stored-messages.ts'

const ended = '2026-11-21T05:00:00.000Z'

test.each([
  [null, 0, 0, 'open'],
  [null, 1, 0, 'open'],
  [null, 0, 1, 'refused'],
  [ended, 2, 0, 'accepted'],
  [ended, 0, 2, 'refused'],
  [ended, 1, 1, 'partly'],
  [ended, 0, 0, 'nothing'],
])('ended %s, %i taken, %i refused: %s', (endedAt, accepted, refused, outcome) => {
  expect(outcomeOf({ endedAt, accepted, refused })).toBe(outcome)
})

test('mails are found in what the server answered, and nowhere else', () => {
  const id = '01a1fd74-0000-7000-8000-00000000000a'
  const line = (from: 'client' | 'server', text: string) => ({ at: ended, from, text, reason: null })
  const dialogue = [
    line('client', `250 2.0.0 Ok: stored as ${id}`),
    line('server', `250 2.0.0 Ok: stored as ${id}`),
    line('server', `250 2.0.0 Ok: stored as ${id} and 3 more`),
    line('server', '250 2.1.5 Ok'),
  ]
  expect(storedMessages({ dialogue })).toEqual([
    { id, more: 0 },
    { id, more: 3 },
  ])
})
