import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendMail } from '#test/support/send-mail.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let site: Server
let page: Page
let origin: string
/** Keys by what they list: the page's origin, another one, none. */
let listing: string
let other: string
let open: string

beforeAll(async () => {
  site = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>an app under test</title>'),
  ).listen(0, '127.0.0.1')
  await once(site, 'listening')
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  listing = await makeKey([origin])
  other = await makeKey(['app.test'])
  open = await makeKey([])
  await sendMail(app.smtpPort, { to: 'reader@mayfly.test', subject: 'from the page', text: 'x' })
  page = await (await app.browser.newContext()).newPage()
  await page.goto(origin)
})
afterAll(() => site.close())

async function makeKey(allowedOrigins: string[]): Promise<string> {
  const response = await fetch(`${app.url}/api/v1/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'page', service: 'mayfly', mailboxDomains: ['*'], allowedOrigins }),
  })
  return ((await response.json()) as { key: string }).key
}

type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: string }

/** What a script of the page gets: the answer's status and text, or that the browser kept it away. */
function callFromPage({ path, ...init }: Asked): Promise<{ status: number; text: string } | 'blocked'> {
  return page.evaluate(
    async ([url, how]) => {
      try {
        const response = await fetch(url, how)
        return { status: response.status, text: await response.text() }
      } catch {
        return 'blocked' as const
      }
    },
    [`${app.url}/api/v1${path}`, init] as const,
  )
}

describe('a page of another origin in a real browser', () => {
  test.each([
    ['Authorization', (key: string) => ({ authorization: `Bearer ${key}` })],
    ['X-API-Key', (key: string) => ({ 'x-api-key': key })],
  ] as const)('reads with a key that lists it, sent as %s', async (_name, headersOf) => {
    const headers = headersOf(listing)
    const read = await callFromPage({ path: '/messages', headers })
    expect(read).toMatchObject({ status: 200, text: expect.stringContaining('from the page') as string })
    const made = await callFromPage({
      path: '/mailboxes',
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(made).toMatchObject({ status: 201 })
    const { id } = JSON.parse((made as { text: string }).text) as { id: string }
    expect(await callFromPage({ path: `/mailboxes/${id}`, method: 'DELETE', headers })).toEqual({
      status: 204,
      text: '',
    })
    // It may read why it was refused.
    expect(await callFromPage({ path: '/settings', headers })).toMatchObject({ status: 403 })
  })

  test('follows events with its key', async () => {
    // Reads until a text has come; the stream stays with the page.
    const read = (until: string) =>
      page.evaluate(
        async ([url, key, awaited]) => {
          const kept = globalThis as { reader?: ReadableStreamDefaultReader<string> }
          kept.reader ??= (await fetch(url, { headers: { 'x-api-key': key } }))
            .body!.pipeThrough(new TextDecoderStream())
            .getReader()
          let text = ''
          while (!text.includes(awaited)) text += (await kept.reader.read()).value ?? ''
          return text
        },
        [`${app.url}/api/v1/events`, listing, until] as const,
      )
    await read('retry:')
    await sendMail(app.smtpPort, { to: 'live@mayfly.test', subject: 'live', text: 'x' })
    expect(await read('message.received')).toContain('event: message.received')
  })

  test('reads nothing with a key that lists another origin, or none, or with no key', async () => {
    for (const headers of [{ 'x-api-key': other }, { authorization: `Bearer ${open}` }, {}])
      expect(await callFromPage({ path: '/messages', headers })).toBe('blocked')
    const post = { path: '/mailboxes', method: 'POST', body: '{"address":"evil@mayfly.test"}' }
    expect(await callFromPage({ ...post, headers: { 'content-type': 'text/plain' } })).toBe('blocked')
    const mailboxes = await fetch(`${app.url}/api/v1/mailboxes?q=evil`)
    expect(await mailboxes.json()).toMatchObject({ total: 0 })
  })
})
