import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { openGreeted, openSmtp } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

const base64 = (value: string) => Buffer.from(value).toString('base64')

let own: TestApp
let client: ApiClient
let time = Date.parse('2026-03-01T12:00:00Z')
const hello = async (helo: string, ...more: string[]) => {
  const session = await openSmtp(own.smtpPort)
  for (const line of [`EHLO ${helo}`, ...more]) await session.say(line)
  await session.quit()
  // The clock must not move before the server has seen the end.
  const isOpen = async () => (await client.call('listSmtpSessions', { limit: 1 })).items[0]!.endedAt === null
  while (await isOpen()) await new Promise(resolve => setImmediate(resolve))
}
const names = async (filter: object) =>
  (await client.call('listSmtpSessions', filter)).items.map(({ helo }) => helo)
const folder = temporaryFolder()

beforeAll(async () => {
  own = await startApp({ now: () => time, dataDir: folder.path })
  client = injectClient(own)
  await hello('one.test')
  await hello('two.test', 'NONSENSE')
  time += 3_600_000
  await hello('three.test', `AUTH PLAIN ${base64('\0Robot\0x')}`)
  // What was written by a run before, and what this one has only in memory.
  await own.stop()
  own = await startApp({ now: () => time, dataDir: folder.path })
  client = injectClient(own)
  await hello('four.test')
})
afterAll(async () => {
  await own.stop()
  folder.remove()
})

test('the list has what it is asked for', async () => {
  expect(await names({})).toEqual(['four.test', 'three.test', 'two.test', 'one.test'])
  expect(await names({ refused: true })).toEqual(['two.test'])
  expect((await client.call('listSmtpSessions', { refused: true })).items).toMatchObject([
    { refusal: expect.stringMatching(/^500 5/) as string, refusalReason: 'protocol' },
  ])
  expect(await names({ refused: false })).toEqual(['four.test', 'three.test', 'one.test'])
  expect(await names({ since: new Date(time).toISOString() })).toEqual(['four.test', 'three.test'])
  expect(await names({ q: 'ROBOT' })).toEqual(['three.test'])
  expect(await names({ q: 'o.t' })).toEqual(['two.test'])
  expect(await names({ q: '127.0.0' })).toHaveLength(4)
  expect(await names({ remoteAddress: '127.0.0.1' })).toHaveLength(4)
  expect(await names({ remoteAddress: '127.0.0.2' })).toEqual([])
})

test('it goes page by page over what is open, what is new and what is kept', async () => {
  const open = await openGreeted(own.smtpPort)
  const seen: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await client.call('listSmtpSessions', { limit: 1, ...(cursor ? { cursor } : {}) })
    expect(page.total).toBe(5)
    seen.push(...page.items.map(({ helo }) => helo))
    cursor = page.nextCursor
  } while (cursor)
  expect(seen).toEqual(['client.test', 'four.test', 'three.test', 'two.test', 'one.test'])
  await open.quit()
})

test('it refuses what it does not know', async () => {
  for (const query of ['refused=maybe', 'since=yesterday', 'limit=0', 'cursor=x', 'user=x']) {
    const { statusCode } = await own.app.http.inject({
      url: `/api/v1/smtp/sessions?${query}`,
      headers: { host: 'localhost' },
    })
    expect(statusCode, query).toBe(400)
  }
  await expect(client.call('getSmtpSession', { id: 'unknown' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('it forgets what ended thirty days ago', async () => {
  time += 30 * 24 * 3_600_000 - 1_800_000
  await hello('late.test')
  await expect.poll(() => names({})).toEqual(['late.test', 'client.test', 'four.test', 'three.test'])
})
