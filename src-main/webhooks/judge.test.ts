import { expect, test } from 'vitest'
import { judge, type Reply } from './judge.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const answer = (status: number, headers = {}, body = ''): Reply => ({
  status,
  headers,
  body: Buffer.from(body),
})
const after = (reply: Reply, attempts = 0) =>
  judge({ id: 'd', webhook_id: 'w', attempts }, reply, { now, random: 0 })

test.each([200, 201, 204, 299])('%i is delivered', status => {
  expect(after(answer(status))).toEqual({
    id: 'd',
    webhookId: 'w',
    at: now,
    status: 'delivered',
    nextAt: null,
    lastStatus: status,
    lastError: null,
    lastDetail: null,
    gone: false,
  })
})

test.each([
  [
    answer(500, {}, 'oops\r\n\u001b[31mred\u202e'),
    'The receiver answered 500',
    'The receiver answered 500: oops [31mred',
  ],
  [answer(404), 'The receiver answered 404', null],
  [
    answer(400, {}, 'x'.repeat(5000)),
    'The receiver answered 400',
    `The receiver answered 400: ${'x'.repeat(200)}`,
  ],
  [
    answer(301, { location: 'http://10.0.0.1/' }),
    'The receiver answered 301; redirects are not followed. Change the url.',
    'The receiver answered 301 to http://10.0.0.1/; redirects are not followed. Change the url.',
  ],
  [answer(304), 'The receiver answered 304; redirects are not followed. Change the url.', null],
  [
    { failure: 'connect ECONNREFUSED 10.0.0.1:80' },
    'There was no answer: the receiver cannot be reached, or takes longer than 15 seconds.',
    'connect ECONNREFUSED 10.0.0.1:80',
  ],
])('any other answer, or none, is tried again and says what was wrong', (reply, lastError, lastDetail) => {
  expect(after(reply)).toMatchObject({
    status: 'pending',
    nextAt: now + 5000,
    lastError,
    lastDetail,
    gone: false,
  })
})

test('the last try fails for good', () => {
  expect(after(answer(500), 6)).toMatchObject({ status: 'pending' })
  expect(after(answer(500), 7)).toMatchObject({ status: 'failed', nextAt: null, lastStatus: 500 })
})

test('410 is the end of it, and of the webhook', () => {
  expect(after(answer(410))).toMatchObject({ status: 'failed', nextAt: null, gone: true })
})

test('Retry-After counts with 429 and 503 only', () => {
  const headers = { 'retry-after': '3600' }
  for (const status of [429, 503]) expect(after(answer(status, headers)).nextAt).toBe(now + 3_600_000)
  expect(after(answer(500, headers)).nextAt).toBe(now + 5000)
})
