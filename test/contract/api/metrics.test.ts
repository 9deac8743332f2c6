import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { makeKey } from '#test/support/make-key.ts'
import { parseExposition } from '#test/support/parse-exposition.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { watchMetrics } from '#test/support/watch-metrics.ts'
import { openReceiver } from '#test/support/webhook-receiver.ts'

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = httpClient(app)
})
afterAll(() => app.stop())

const { scrape, value, moves } = watchMetrics(() => app)

describe('the text', () => {
  test('is Prometheus’ format 0.0.4, named as its conventions want', async () => {
    await sendMail(app.smtpPort, { subject: 'x', text: 'x' })
    const answer = await fetch(`${app.url}/metrics`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    const { types, helps, samples } = parseExposition(await answer.text())
    expect([...types.keys()].toSorted()).toEqual([...helps].toSorted())
    for (const [name, type] of types) expect(name.endsWith('_total'), name).toBe(type === 'counter')
    const lines = samples.map(({ name, labels }) => JSON.stringify([name, labels]))
    expect(new Set(lines).size).toBe(lines.length)
  })

  test('holds histograms that only grow from bound to bound, up to their count', async () => {
    const { types, samples } = parseExposition(await scrape())
    const histograms = [...types].filter(([, type]) => type === 'histogram').map(([name]) => name)
    expect(histograms.length).toBeGreaterThan(1)
    for (const name of histograms) {
      for (const { labels, value: count } of samples.filter(one => one.name === `${name}_count`)) {
        const buckets = samples.filter(
          one => one.name === `${name}_bucket` && one.labels['route'] === labels['route'],
        )
        const counts = buckets.map(one => one.value)
        expect(counts.toSorted((a, b) => a - b)).toEqual(counts)
        expect(counts.at(-1)).toBe(count)
        const bounds = buckets.map(({ labels: { le } }) => (le === '+Inf' ? Infinity : Number(le)))
        expect(new Set(bounds).size).toBe(bounds.length)
        expect(bounds.toSorted((a, b) => a - b)).toEqual(bounds)
      }
    }
  })

  test('says which Mayfly, and what the process uses', async () => {
    expect(await value('mayfly_info', { version: '0.0.0-test', runtime: 'node' })).toBe(1)
    const start = await value('process_start_time_seconds')
    expect(Math.abs(start - (Date.now() / 1000 - process.uptime()))).toBeLessThan(60)
    expect(await value('process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
    expect(await value('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000)
    expect(await value('process_cpu_seconds_total')).toBeGreaterThan(0)
    expect(await value('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0)
  })

  test('is packed for who accepts that, and the same', async () => {
    const packed = await app.app.http.inject({
      url: '/metrics',
      headers: { host: 'localhost', 'accept-encoding': 'gzip' },
    })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  })
})

describe('HTTP', () => {
  test('requests count by the pattern of their route and by their status', async () => {
    const labels = { method: 'GET', route: '/api/v1/mailboxes/:idOrAddress', status: '404' }
    const missed = await moves('mayfly_http_requests_total', labels, async () => {
      for (const name of ['one', 'two', 'three'])
        await fetch(`${app.url}/api/v1/mailboxes/no-${name}@secret.test`)
    })
    await expect.poll(missed.by).toBe(3)
    const timed = await value('mayfly_http_request_duration_seconds_count', { route: labels.route })
    expect(timed).toBeGreaterThanOrEqual(3)
    expect(await scrape()).not.toContain('secret')
  })

  test('every address that is none is one route, whatever it is', async () => {
    const unknown = await moves('mayfly_http_requests_total', { route: 'unknown' }, async () => {
      for (const path of ['/made-up', '/api/v1/made-up', '/api/v2/x?made-up', '/metrics/made-up'])
        await fetch(`${app.url}${path}`)
    })
    await expect.poll(unknown.by).toBe(4)
    expect(await scrape()).not.toContain('made-up')
  })

  test('refused at the door counts too', async () => {
    const refused = await moves('mayfly_http_requests_total', { status: '421' }, () =>
      app.app.http.inject({ url: '/health', headers: { host: 'evil.test' } }),
    )
    await expect.poll(refused.by).toBe(1)
  })

  test('calls that wait are shown while they wait, and counted when they end', async () => {
    const ended = { route: '/api/v1/mailboxes/:idOrAddress/messages/wait', status: '200' }
    const waited = await moves('mayfly_http_requests_total', ended, async () => {
      const waits = [1, 2, 3].map(() =>
        api.call('waitForMailboxMessage', { idOrAddress: 'awaited@mayfly.test', timeout: 30 }),
      )
      await expect.poll(() => value('mayfly_http_waiters')).toBe(3)
      expect(await value('mayfly_http_requests_total', ended)).toBe(0)
      await sendMail(app.smtpPort, { to: 'awaited@mayfly.test', subject: 'x', text: 'x' })
      await Promise.all(waits)
    })
    expect(await value('mayfly_http_waiters')).toBe(0)
    await expect.poll(waited.by).toBe(3)
  })

  test('one that is left alone counts as aborted', async () => {
    const leave = new AbortController()
    const aborted = { route: '/api/v1/messages/wait', status: 'aborted' }
    const left = await moves('mayfly_http_requests_total', aborted, async () => {
      const wait = api.call('waitForMessage', { subject: 'never', timeout: 30 }, leave.signal)
      await expect.poll(() => value('mayfly_http_waiters')).toBe(1)
      leave.abort()
      await wait.catch(() => {})
    })
    await expect.poll(left.by).toBe(1)
    expect(await value('mayfly_http_waiters')).toBe(0)
  })

  test('event streams are shown while they are open', async () => {
    const streams = [
      await openEvents(`${app.url}/api/v1/events`),
      await openEvents(`${app.url}/api/v1/events`),
    ]
    expect(await value('mayfly_http_event_streams')).toBe(2)
    await streams[0]!.close()
    await expect.poll(() => value('mayfly_http_event_streams')).toBe(1)
    await streams[1]!.close()
    await expect.poll(() => value('mayfly_http_event_streams')).toBe(0)
    const ended = { route: '/api/v1/events', status: '200' }
    await expect.poll(() => value('mayfly_http_requests_total', ended)).toBe(2)
  })
})

describe('webhooks', () => {
  test('tries count by what became of them; what is to be tried again is in the queue', async () => {
    const receiver = await openReceiver()
    const { id } = await api.call('createWebhook', { url: receiver.url, events: ['message.received'] })
    const tries = (outcome: string) => value('mayfly_webhook_attempts_total', { outcome })
    expect([await tries('delivered'), await tries('retry'), await tries('given_up')]).toEqual([0, 0, 0])
    await api.call('testWebhook', { id })
    await expect.poll(() => tries('delivered')).toBe(1)
    await expect.poll(() => value('mayfly_webhook_queue_depth')).toBe(0)
    receiver.answer = response => void response.writeHead(500).end()
    await api.call('testWebhook', { id })
    await expect.poll(() => tries('retry')).toBe(1)
    expect(await value('mayfly_webhook_queue_depth')).toBe(1)
    await api.call('deleteWebhook', { id })
    expect([await tries('delivered'), await value('mayfly_webhook_queue_depth')]).toEqual([1, 0])
  })
})

describe('who may read them', () => {
  const ask = (headers: Record<string, string> = {}) =>
    app.app.http.inject({
      url: '/metrics',
      headers: { host: 'localhost', ...headers },
      remoteAddress: '192.0.2.1',
    })

  test('from another machine, a key of the account Local', async () => {
    const { key } = await makeKey(app, { mailboxDomains: ['shop.test'] })
    for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-api-key': key }]) {
      const answer = await ask(headers)
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([
        200,
        'text/plain; version=0.0.4; charset=utf-8',
      ])
    }
  })

  test('no key of another account, no key that is none, and not nobody', async () => {
    const { id } = await api.call('createAccount', { name: 'other', plan: 'unlimited' })
    const { key } = await makeKey(app, { accountId: id })
    const answers = [
      await ask({ authorization: `Bearer ${key}` }),
      await ask({ authorization: `Bearer ${key}x` }),
      await ask(),
    ]
    expect(answers.map(answer => [answer.statusCode, answer.json().error])).toEqual([
      [403, 'forbidden'],
      [401, 'unauthorized'],
      [401, 'unauthorized'],
    ])
    for (const { body } of answers) expect(body).not.toContain('mayfly_info')
  })
})
