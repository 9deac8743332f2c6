import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ipcClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let clock = Date.parse('2026-11-21T05:00:00.000Z')
let app: TestApp
beforeAll(async () => {
  app = await startApp({ now: () => clock })
})
afterAll(() => app.stop())
// The buckets are full again.
beforeEach(() => (clock += 60_000))

const ask = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  app.app.http.inject({ url: '/api/v1/messages', headers: { host: 'localhost', ...headers }, remoteAddress })
const guess = (n: number, address?: string) => ask({ 'x-api-key': `mayfly_guess-${n}` }, address)

async function useUp(address?: string): Promise<void> {
  for (let n = 0; n < 20; n++) expect((await guess(n, address)).statusCode).toBe(401)
}

test('who keeps on guessing is told to wait', async () => {
  await useUp()
  const answer = await guess(20)
  expect([answer.statusCode, answer.json().error]).toEqual([429, 'rate_limit_exceeded'])
  expect(answer.headers['retry-after']).toBe('3')
  clock += 2_999
  expect((await guess(21)).headers['retry-after']).toBe('1')
  clock += 1
  expect([(await guess(22)).statusCode, (await guess(23)).statusCode]).toEqual([401, 429])
})

test('every kind of bad credentials counts', async () => {
  await useUp()
  for (const headers of [{ authorization: 'Basic YTpi' }, { authorization: '' }, { 'x-api-key': '' }])
    expect((await ask(headers)).statusCode).toBe(429)
})

test('good keys, and the owner, are not held up by it', async () => {
  const { key } = await makeKey(app)
  await useUp()
  for (let n = 0; n < 50; n++) {
    expect((await guess(n)).statusCode).toBe(429)
    expect((await ask({ 'x-api-key': key })).statusCode).toBe(200)
    expect((await ask({})).statusCode).toBe(200)
  }
})

test('a key that has ended is no guess: whoever has it is told so however often', async () => {
  const { key, id } = await makeKey(app)
  await ipcClient(app).call('revokeKey', { id })
  for (let n = 0; n < 30; n++) expect((await ask({ 'x-api-key': key })).statusCode).toBe(401)
  expect((await guess(1)).statusCode).toBe(401)
})

test('another address is not held up, another one of the same network is', async () => {
  await useUp('2001:db8::1')
  expect((await guess(1, '2001:db8::ffff')).statusCode).toBe(429)
  expect((await guess(1, '2001:db8:0:1::1')).statusCode).toBe(401)
  expect((await guess(1, '192.168.0.7')).statusCode).toBe(401)
})

test('who sends no credentials at all is not counted', async () => {
  for (let n = 0; n < 30; n++) expect((await ask({}, '192.168.0.9')).statusCode).toBe(401)
  expect((await guess(1, '192.168.0.9')).statusCode).toBe(401)
})
