import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import {
  answer,
  startFake,
  type FakeAnswer,
  type FakeServer,
  type Fault,
} from '#test/support/providers/fake-server.ts'
import { hugeAnswer } from '#test/support/providers/faults.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

/** Two accounts at the same little service; what it does to one must not be felt by the other, nor by local mail. */
let app: TestApp
let api: ApiClient
let fake: FakeServer
let other: FakeServer
const clock = createHandClock(Date.now())
const minuteMs = 60_000

const inbox = (more: object = {}) => ({ id: 'box', email: 'box@dustmail.net', email_count: 1, ...more })
const email = (more: object = {}) => ({ id: 'one', from: 'a@b.test', subject: 'first', text: 'x', ...more })
type Inbox = ReturnType<typeof inbox>
/** DustMail in two calls. */
const serve = (inboxes: Inbox[], emails: object[]) => ({
  list: { body: { data: inboxes, meta: { total: inboxes.length } } } as FakeAnswer,
  one: { body: { data: { inbox: inboxes[0], emails }, meta: { email_count: emails.length } } } as FakeAnswer,
})
const sound = serve([inbox()], [email()])
let told = sound
const routes = (sent: { path: string; method: string }, from: typeof sound) =>
  sent.path.endsWith('/inbox') && sent.method === 'GET' ? from.list : from.one

beforeAll(async () => {
  fake = await startFake(sent => routes(sent, told))
  other = await startFake(sent => routes(sent, sound))
  app = await startApp({ now: clock.now })
  api = injectClient(app)
  const account = { service: 'dustmail' as const, ownNetwork: true, key: 'dm_0123456789abcdef' }
  await api.call('createRemote', { ...account, name: 'bad', baseUrl: fake.url })
  await api.call('createRemote', { ...account, name: 'good', baseUrl: other.url })
})
afterAll(async () => {
  await app.stop()
  await Promise.all([fake.close(), other.close()])
})
afterEach(() => {
  told = sound
  fake.fault = undefined
})

const poll = async (remote = 'bad') => {
  clock.passMinutes(2)
  return (await api.call('pollRemote', { remote })).state
}

/** Whatever goes on at the one. */
async function expectNothingElseAffected(): Promise<void> {
  const { total } = await api.call('listMessages', {})
  await sendMail(app.smtpPort, { subject: 'local', text: 'x' })
  expect((await api.call('listMessages', {})).total).toBe(total + 1)
  expect(await poll('good')).toMatchObject({ status: 'ok', failure: null })
  expect((await api.call('listMessages', { remote: 'good' })).total).toBe(1)
}

const instead =
  (what: FakeAnswer): Fault =>
  response =>
    answer(response, what)
const page = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' }
const ways: [string, Fault, { kind: string; minutes: number }][] = [
  ['an endless answer', hugeAnswer, { kind: 'tooLarge', minutes: 1 }],
  ['another shape', instead({ body: { version: 7 } }), { kind: 'unexpectedAnswer', minutes: 1 }],
  [
    'ids that are none',
    instead({ body: { data: [inbox({ id: 'x'.repeat(5000) })] } }),
    { kind: 'unexpectedAnswer', minutes: 1 },
  ],
  ['nothing of the kind', instead({ status: 404, body: {} }), { kind: 'notFound', minutes: 1 }],
  ['a web page', instead(page), { kind: 'wrongUrl', minutes: 60 }],
  ['a key that was ended', instead({ status: 401, body: {} }), { kind: 'wrongKey', minutes: 60 }],
  ['the end of the connection', response => response.destroy(), { kind: 'unreachable', minutes: 1 / 6 }],
]

test.each(ways)(
  '%s is the state of that remote, and it is asked less often',
  async (_name, fault, { kind, minutes }) => {
    expect(await poll()).toMatchObject({ status: 'ok', failure: null })
    fake.fault = fault
    const before = process.memoryUsage().arrayBuffers
    const first = await poll()
    expect(first).toMatchObject({ status: kind === 'unreachable' ? 'offline' : 'waiting', failure: { kind } })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
    const waits = (state: typeof first) => Date.parse(state.nextCallAt!) - clock.now()
    expect(waits(first)).toBeGreaterThanOrEqual(minutes * minuteMs)
    expect(waits(first)).toBeLessThanOrEqual(minutes * minuteMs * 1.1 + 1)
    const second = waits(await poll())
    expect(second).toBeGreaterThanOrEqual(Math.min(60, minutes * 2) * minuteMs)
    await expectNothingElseAffected()
    fake.fault = undefined
    expect(await poll()).toMatchObject({ status: 'ok', failure: null })
  },
)

test('one that hangs holds up nobody, and is ended with the account', async () => {
  fake.fault = () => undefined
  const hanging = poll()
  await expect.poll(async () => (await api.call('getRemote', { remote: 'bad' })).state.calling).toBe(true)
  const making = api.call('createMailbox', { remote: 'bad' })
  const refused = expect(making).rejects.toMatchObject({ code: 'conflict' })
  await expectNothingElseAffected()
  fake.fault = undefined
  await api.call('updateRemote', { remote: 'bad', name: 'bad' })
  await refused
  await hanging
  expect(await poll()).toMatchObject({ status: 'ok' })
})

test('lies about counts, ids and times end in one message each, at a time that was', async () => {
  const far = { received_at: '+200000-01-01T00:00:00Z' }
  told = serve(
    [
      inbox({ email_count: 1e300, created_at: 9e99, expires_at: '+200000-01-01T00:00:00Z' }),
      inbox({ email: 'again@dustmail.net', created_at: 1.5 }),
      inbox({ id: 'other', email: 'box@dustmail.net', email_count: -1 }),
      inbox({ id: 'long', email: `${'x'.repeat(1000)}1@dustmail.net` }),
      inbox({ id: 'longer', email: `${'x'.repeat(1000)}2@dustmail.net` }),
    ],
    [email(far), email(), email({ id: 'two', received_at: -5 }), email({ id: 'two', ...far })],
  )
  expect(await poll()).toMatchObject({ status: 'ok' })
  expect((await api.call('listMailboxes', { remote: 'bad' })).items.length).toBeGreaterThan(0)
  const { items } = await api.call('listMessages', { remote: 'bad' })
  expect(items).toHaveLength(2)
  for (const { receivedAt } of items) expect(Date.parse(receivedAt)).toBeLessThanOrEqual(clock.now())
  await expectNothingElseAffected()
})

test('a mailbox that cannot be read does not keep back the others', async () => {
  const boxes = ['gone', 'broken', 'box'].map(id =>
    inbox({ id, email: `${id}@dustmail.net`, email_count: 7 }),
  )
  told = serve(boxes, [email({ id: 'three', subject: 'behind them' })])
  const { list } = told
  fake.fault = (response, asked) => {
    if (asked === list) return answer(response, asked)
    const { path } = fake.calls.at(-1)!
    if (path.endsWith('gone')) return answer(response, { status: 404, body: {} })
    answer(response, path.endsWith('broken') ? { body: [] } : asked)
  }
  expect(await poll()).toMatchObject({ failure: { kind: 'unexpectedAnswer' } })
  const subjects = (await api.call('listMessages', { remote: 'bad' })).items.map(({ subject }) => subject)
  expect(subjects).toContain('behind them')
})

test('a flood of mail and mailboxes is taken in parts, and kept within bounds', async () => {
  told = serve(
    Array.from({ length: 11_000 }, (_, n) =>
      inbox({ id: `b${n}`, email: `b${n}@dustmail.net`, email_count: 0 }),
    ),
    [],
  )
  told.list.body = { data: [inbox({ email_count: 100_000 }), ...(told.list.body as { data: object[] }).data] }
  told.one.body = {
    data: {
      emails: Array.from({ length: 100_000 }, (_, n) => email({ id: `m${n}`, subject: `flood ${n}` })),
    },
  }
  await Promise.all([poll(), expectNothingElseAffected()])
  const { mailboxCount, messageCount } = await api.call('getRemote', { remote: 'bad' })
  expect(mailboxCount).toBeGreaterThan(0)
  expect(mailboxCount).toBeLessThanOrEqual(10_100)
  expect(messageCount).toBeLessThanOrEqual(110)
  await api.call('deleteRemote', { remote: 'bad' })
  await expectNothingElseAffected()
}, 60_000)
