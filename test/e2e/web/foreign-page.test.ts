import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { useWebApp } from './use-web-app.ts'

// What a page of another site can do to a Mayfly on the reader's machine, in a browser that lets it try.

/** A name of the attacker's that leads to this machine. */
const app = useWebApp(() => ['--host-resolver-rules=MAP *.evil.test 127.0.0.1'])
let site: Server
let evil: string
let page: Page
let id: string
beforeAll(async () => {
  site = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>evil</title>'),
  ).listen(0, '127.0.0.1')
  await once(site, 'listening')
  evil = `http://www.evil.test:${(site.address() as AddressInfo).port}/`
  const attachments = [
    { filename: 'page.html', contentType: 'text/html', content: '<script>document.title = "ran"</script>' },
    {
      filename: 'drawing.svg',
      contentType: 'image/svg+xml',
      content: '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>',
    },
  ]
  id = storedId(await sendMail(app.smtpPort, { subject: 'for nobody else', text: 'x', attachments }))
  page = await (await app.browser.newContext()).newPage()
})
afterAll(() => site.close())
beforeEach(() => page.goto(evil))

const read = async (path: string) =>
  (await fetch(`${app.url}/api/v1${path}`)).json() as Promise<{ total: number }>

/** Nothing was made and nothing is gone. */
async function expectUntouched(): Promise<void> {
  expect((await read('/mailboxes?q=evil')).total).toBe(0)
  expect((await read('/messages')).total).toBe(1)
}

test.each([
  ['application/x-www-form-urlencoded', 'address', 'evil@mayfly.test'],
  ['multipart/form-data', 'address', 'evil@mayfly.test'],
  ['text/plain', '{"address":"evil@mayfly.test","tag":"', '"}'],
])('a form of %s, sent by itself, makes nothing', async (enctype, name, value) => {
  const answered = page.waitForResponse(response => response.url().startsWith(app.url))
  await page.evaluate(
    ([action, ...field]) => {
      const form = document.createElement('form')
      Object.assign(form, { method: 'post', action, enctype: field[0] })
      const input = document.createElement('input')
      Object.assign(input, { type: 'hidden', name: field[1], value: field[2] })
      form.append(input)
      document.body.append(form)
      form.submit()
    },
    [`${app.url}/api/v1/mailboxes`, enctype, name, value] as const,
  )
  expect((await answered).status()).toBe(403)
  await page.waitForURL(`${app.url}/**`)
  await expectUntouched()
})

test('scripts reach nothing: fetch in every mode, beacons, events, sockets', async () => {
  const got = await page.evaluate(async url => {
    const quietly = async (what: () => Promise<unknown>) => what().catch(() => 'blocked')
    const text = async (response: Promise<Response>) => (await response).text()
    const body = '{"address":"evil@mayfly.test"}'
    const plain = { method: 'POST', body, headers: { 'content-type': 'text/plain' } }
    const listen = (open: () => EventTarget & { close: () => void }) =>
      new Promise(resolve => {
        const source = open()
        for (const kind of ['message', 'message.received', 'open'])
          source.addEventListener(kind, () => resolve(kind))
        source.addEventListener('error', () => resolve('blocked'))
      })
    navigator.sendBeacon(`${url}/api/v1/mailboxes`, body)
    return Promise.all([
      quietly(() => text(fetch(`${url}/api/v1/messages`))),
      quietly(() => text(fetch(`${url}/api/v1/messages`, { mode: 'no-cors' }))),
      quietly(() => text(fetch(`${url}/api/v1/messages`, { credentials: 'include', cache: 'force-cache' }))),
      quietly(() => text(fetch(`${url}/api/v1/mailboxes`, plain))),
      quietly(() => text(fetch(`${url}/api/v1/mailboxes`, { ...plain, mode: 'no-cors', keepalive: true }))),
      quietly(() => text(fetch(`${url}/api/v1/messages`, { method: 'DELETE' }))),
      listen(() => new EventSource(`${url}/api/v1/events`)),
      listen(() => new WebSocket(`${url.replace('http', 'ws')}/api/v1/events`)),
    ])
  }, app.url)
  // What a mode without CORS gets is empty or nothing.
  expect(got.map(one => (one === '' ? 'blocked' : one))).toEqual(Array(8).fill('blocked'))
  await expectUntouched()
})

test('tags reach nothing: pictures, scripts, styles, frames, objects', async () => {
  const seen: number[] = []
  const note = (response: { url: () => string; status: () => number }) => {
    if (response.url().startsWith(app.url)) seen.push(response.status())
  }
  page.on('response', note)
  const loaded = await page.evaluate(
    async ([url, mail]) => {
      const load = (tag: string, attribute: string, address: string, more = {}) =>
        new Promise<string>(resolve => {
          const element = document.createElement(tag)
          element.addEventListener('load', () => resolve(`${tag} loaded`))
          element.addEventListener('error', () => resolve(`${tag} blocked`))
          Object.assign(element, more).setAttribute(attribute, address)
          document.body.append(element)
        })
      const raw = `${url}/api/v1/messages/${mail}`
      return Promise.all([
        load('img', 'src', `${raw}/attachments/2`),
        load('script', 'src', `${raw}/attachments/1`),
        load('link', 'href', `${raw}/text`, { rel: 'stylesheet' }),
        load('video', 'src', `${raw}/raw`),
      ])
    },
    [app.url, id] as const,
  )
  expect(loaded).toEqual(['img blocked', 'script blocked', 'link blocked', 'video blocked'])
  const frames = [`${app.url}/`, `${app.url}/docs`, `${app.url}/api/v1/messages/${id}/html`]
  for (const address of frames) {
    await page.evaluate(src => {
      const frame = document.createElement('iframe')
      frame.src = src
      document.body.append(frame)
      return new Promise(resolve => frame.addEventListener('load', resolve))
    }, address)
  }
  for (const frame of page.frames().slice(1))
    expect(await frame.locator('body').innerText()).not.toMatch(/Mayfly|nobody else/)
  page.off('response', note)
  await expectUntouched()
})

test('a page without an origin of its own is as foreign: sandboxed, data:, blob:', async () => {
  const got = await page.evaluate(async url => {
    const script = `fetch('${url}/api/v1/messages').then(r => r.text(), () => 'blocked').then(t => parent.postMessage(t, '*'))`
    const html = `<script>${script}</` + 'script>'
    const answers: string[] = []
    const open = (change: (frame: HTMLIFrameElement) => void) =>
      new Promise<void>(resolve => {
        addEventListener('message', ({ data }) => (answers.push(String(data)), resolve()), { once: true })
        const frame = document.createElement('iframe')
        change(frame)
        document.body.append(frame)
      })
    await open(frame => (frame.sandbox.add('allow-scripts'), (frame.srcdoc = html)))
    await open(frame => (frame.src = `data:text/html,${encodeURIComponent(html)}`))
    await open(frame => (frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }))))
    return answers
  }, app.url)
  expect(got).toEqual(['blocked', 'blocked', 'blocked'])
})

test('a name that is rebound to this machine is answered by nobody', async () => {
  const rebound = `http://rebound.evil.test:${new URL(app.url).port}`
  const first = await page.goto(`${rebound}/`)
  expect(first!.status()).toBe(421)
  // The very same origin now, so CORS has no say.
  const got = await page.evaluate(async () => {
    const listed = await fetch('/api/v1/messages')
    const made = await fetch('/api/v1/mailboxes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"address":"evil@mayfly.test"}',
    })
    return [listed.status, made.status]
  })
  expect(got).toEqual([421, 421])
  await expectUntouched()
})

test('an attachment that is opened is saved, and never a page of ours', async () => {
  for (const number of [1, 2]) {
    const saved = page.waitForEvent('download')
    await page.goto(`${app.url}/api/v1/messages/${id}/attachments/${number}`).catch(() => {}) // no page comes of it
    expect((await saved).suggestedFilename()).toMatch(/page\.html|drawing\.svg/)
    expect(await page.title()).not.toBe('ran')
  }
})

test('a window that is opened on ours cannot be read', async () => {
  const popup = page.waitForEvent('popup')
  await page.evaluate(
    url => void ((globalThis as { opened?: Window | null }).opened = open(url)),
    `${app.url}/`,
  )
  await (await popup).waitForLoadState()
  const seen = await page.evaluate(() => {
    try {
      return (globalThis as { opened?: Window }).opened!.document.title
    } catch {
      return 'blocked'
    }
  })
  expect(seen).toBe('blocked')
  await (await popup).close()
})
