import { lookup } from 'node:dns'
import { once } from 'node:events'
import { createServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createGuardedRequest, type GuardedRequest } from '#main/outbound/guarded-request.ts'
import { directRoute } from '#main/outbound/route.ts'
import type { Provider } from '#main/providers/provider.ts'
import { answer, startFake, type FakeAnswer } from '#test/support/providers/fake-server.ts'
import { key, type Fake } from '#test/support/providers/fake.ts'
import { fakes, nameOf } from '#test/support/providers/fakes.ts'
import { faults, hugeAnswer } from '#test/support/providers/faults.ts'
import { openProvider, soon } from '#test/support/providers/open-provider.ts'

const guarded = createGuardedRequest({ lookup })
/** A wait that is short enough for a test. */
const impatient: GuardedRequest = request => guarded({ ...request, timeoutMs: 150 })
/** Less than a real answer may have, so that a test need not send as much. */
const narrow: GuardedRequest = request => guarded({ ...request, maxAnswerBytes: 100_000 })

describe.each(fakes.map(one => ({ name: nameOf(one.choice), ...one })))('$name', ({ choice, start }) => {
  let fake: Fake
  let provider: Provider
  const open = (changes: Partial<Parameters<typeof openProvider>[0]> = {}) =>
    openProvider({ ...choice, baseUrl: fake.baseUrl, key, ...changes })
  /** A call that reads a list, which every service has one of. */
  const read = (from = provider, signal = soon()) =>
    from.capabilities.abilities.listMessages === 'yes'
      ? from.listMessages(fake.mailbox, {}, signal)
      : from.listKeys(signal)

  beforeAll(async () => {
    fake = await start()
    provider = open()
  })
  afterAll(() => fake.server.close())

  function misbehave(fault: Fake['server']['fault']): void {
    fake.server.fault = fault
    onTestFinished(() => void (fake.server.fault = undefined))
  }
  const instead = (other: FakeAnswer) => misbehave(response => answer(response, other))

  test.each(Object.entries(faults))('%s', async (_name, { fault, expected }) => {
    misbehave(fault)
    await expect(read()).rejects.toMatchObject({ name: 'ProviderError', ...expected })
  })

  test('a sound answer is read whatever its content type says', async () => {
    const sound = (await read()).value
    misbehave((response, { headers, ...rest }) =>
      answer(response, {
        ...rest,
        headers: { ...headers, 'content-type': 'text/plain' },
        body: JSON.stringify(rest.body),
      }),
    )
    expect((await read()).value).toEqual(sound)
  })

  test('fields that nobody knows do no harm', async () => {
    const sound = (await read()).value
    misbehave((response, { body, ...rest }) =>
      answer(response, { ...rest, body: { ...(body as object), extra: [1] } }),
    )
    expect((await read()).value).toEqual(sound)
  })

  test('an answer that does not come in time', async () => {
    misbehave(() => undefined)
    await expect(read(open({ request: impatient }))).rejects.toMatchObject({ kind: 'timeout' })
  })

  test('an answer without an end', async () => {
    misbehave(hugeAnswer)
    await expect(read(open({ request: narrow }))).rejects.toMatchObject({ kind: 'tooLarge' })
  })

  test('nothing left for now: told apart from going too fast', async () => {
    instead(fake.exhausted)
    await expect(read()).rejects.toMatchObject({ kind: 'quotaExhausted' })
    if (!fake.rateLimited) return
    instead(fake.rateLimited)
    await expect(read()).rejects.toMatchObject({ kind: 'rateLimited' })
  })

  test('Retry-After is passed on, as seconds and as a date', async () => {
    instead({ status: 429, headers: { 'retry-after': '90' }, body: {} })
    await expect(read()).rejects.toMatchObject({ retryAfterMs: 90_000 })
    const patient = open({ now: () => Date.UTC(2026, 0, 1) })
    instead({ status: 429, headers: { 'retry-after': 'Thu, 01 Jan 2026 00:05:00 GMT' }, body: {} })
    await expect(read(patient)).rejects.toMatchObject({ retryAfterMs: 300_000 })
    instead({ status: 429, body: {} })
    await expect(read()).rejects.toMatchObject({ retryAfterMs: null })
  })

  test('a failure tells what is left, and how many calls it took', async () => {
    instead({ status: 500, headers: { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '4' }, body: 'x' })
    await expect(read()).rejects.toMatchObject({ calls: 1, quota: { limit: 10, remaining: 4 } })
  })

  test('a good status with a refusal in it', async () => {
    instead({ body: { success: false, message: 'Inbox limit reached' } })
    await expect(read()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Inbox limit reached') as string,
    })
  })

  test('a key or an address that cannot be sent is no call', async () => {
    await expect(read(open({ key: 'two words' }))).rejects.toMatchObject({ kind: 'wrongKey' })
    await expect(read(open({ key: 'ключ' }))).rejects.toMatchObject({ kind: 'wrongKey' })
    for (const baseUrl of ['api.example.com', 'ftp://example.com', ''])
      await expect(read(open({ baseUrl })), baseUrl).rejects.toMatchObject({ kind: 'wrongUrl' })
  })

  test('nobody there', async () => {
    const gone = await startFake(() => ({}))
    await gone.close()
    await expect(open({ baseUrl: gone.url }).check(soon())).rejects.toMatchObject({ kind: 'unreachable' })
    const unknown = open({ baseUrl: 'https://no-such-host.invalid/v1' })
    await expect(unknown.check(soon())).rejects.toMatchObject({ kind: 'unreachable' })
  })

  test('the key is in nothing that is told, even when the other side repeats it', async () => {
    for (const status of [200, 400, 401, 500]) {
      instead({
        status,
        headers: { 'content-type': 'text/plain' },
        body: `${'x'.repeat(190)} ${key} is bad`,
      })
      const failure = await read().then(
        () => expect.unreachable(),
        (error: Error) => error,
      )
      const told = JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })
      expect(told).not.toContain(key.slice(3, 9))
    }
  })

  test('a server in the own network may redirect within it', async () => {
    const { calls } = fake.server
    const elsewhere = await startFake(() => ({
      headers: { 'content-type': 'application/json' },
      body: '{"was":"here"}',
    }))
    onTestFinished(() => elsewhere.close())
    misbehave(response => void response.writeHead(307, { location: `${elsewhere.url}/moved` }).end())
    await expect(read()).rejects.toMatchObject({ kind: 'unexpectedAnswer' })
    expect(calls.length).toBeGreaterThan(0)
    expect(elsewhere.calls).toHaveLength(1)
    // The key is for whom it was given: another origin does not get it.
    expect(JSON.stringify(elsewhere.calls[0]!.headers)).not.toContain(key)
  })

  test('a public server leads nobody into the own network', async () => {
    const inside = await startFake(() => ({ body: {} }))
    onTestFinished(() => inside.close())
    misbehave(response => void response.writeHead(302, { location: `${inside.url}/secret` }).end())
    await expect(read(open({ request: asIfPublic }))).rejects.toMatchObject({ kind: 'refusedAddress' })
    expect(inside.calls).toEqual([])
  })
})

/** The first answer counts as one of a public server; what follows is asked for as it really is. */
const asIfPublic: GuardedRequest = async request => {
  const answer = await guarded(request)
  return { ...answer, address: '93.184.216.34' }
}

test('a certificate that nobody vouches for is told apart, and trusted once its authority is named', async () => {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  const server = await startFake(
    () => ({ body: { items: [] } }),
    listener => createServer({ key: made.private, cert: made.cert }, listener),
  )
  onTestFinished(() => server.close())
  const account = { service: 'minutemail' as const, baseUrl: server.url, key }
  await expect(openProvider(account).check(soon())).rejects.toMatchObject({ kind: 'tls' })
  const trusting = createGuardedRequest({ lookup, route: { ...directRoute, extraCa: [made.cert] } })
  expect(await openProvider({ ...account, request: trusting }).check(soon())).toMatchObject({ calls: 1 })
})

test('what is no web server is told apart', async () => {
  const server = createTcpServer(socket => void socket.end('220 mail.test ESMTP\r\n')).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(openProvider({ service: 'mayfly', baseUrl, key }).check(soon())).rejects.toMatchObject({
    kind: 'wrongUrl',
  })
})

test('what speaks no TLS is told apart', async () => {
  const server = await startFake(() => ({ body: { items: [] } }))
  onTestFinished(() => server.close())
  const baseUrl = server.url.replace('http:', 'https:')
  await expect(openProvider({ service: 'minutemail', baseUrl, key }).check(soon())).rejects.toMatchObject({
    kind: 'tls',
  })
})
