import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvents } from '#test/support/event-source.ts'
import { ownerPassword, passwordFile } from '#test/support/password-file.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let now = Date.parse('2026-11-21T05:00:00Z')
let file: ReturnType<typeof passwordFile>
beforeAll(async () => {
  file = passwordFile()
  app = await startApp({ host: '0.0.0.0', passwordFile: file.path, now: () => now })
})
afterAll(async () => {
  await app.stop()
  file.remove()
})

type Ask = {
  method?: 'GET' | 'POST' | 'DELETE'
  url: string
  headers?: Record<string, string>
  payload?: object
}
const ask = ({ headers = {}, ...rest }: Ask) =>
  app.app.http.inject({ headers: { host: 'localhost', ...headers }, ...rest })

/** Signs in as a browser does; answers the cookie that it would send from then on. */
async function signIn(): Promise<string> {
  const answer = await ask({ method: 'POST', url: '/api/v1/session', payload: { password: ownerPassword } })
  expect(answer.statusCode).toBe(204)
  return String(answer.headers['set-cookie']).split(';')[0]!
}

test('events flow to who signed in, and end with the session', async () => {
  const cookie = await signIn()
  expect((await openEvents(`${app.url}/api/v1/events`)).status).toBe(401)
  const stream = await openEvents(`${app.url}/api/v1/events`, { cookie })
  await sendMail(app.smtpPort, { subject: 'live', text: 'x' })
  await expect.poll(() => stream.of('message.received')).toHaveLength(1)
  await ask({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } })
  expect(await stream.ended).toBe(true)
})

test('a stream ends when its session does so by age, without anybody asking', async () => {
  const cookie = await signIn()
  const stream = await openEvents(`${app.url}/api/v1/events`, { cookie })
  now += 7 * 24 * 60 * 60_000
  expect(await stream.ended).toBe(true)
})

test('nobody has a body read: the answer comes before it', async () => {
  for (const path of ['/api/v1/mailboxes/a@mayfly.test/messages', '/api/v1/settings']) {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
    const method = path.endsWith('settings') ? 'PATCH' : 'POST'
    socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{`,
    )
    const [first] = (await once(socket, 'data')) as [Buffer]
    expect(first.toString()).toMatch(/^HTTP\/1\.1 401 /)
    socket.destroy()
  }
})

test('what a browser keeps of a mail it may show only as long as it is signed in', async () => {
  const cookie = await signIn()
  const id = storedId(await sendMail(app.smtpPort, { subject: 'kept', text: 'x' }))
  const url = `/api/v1/messages/${id}/text`
  const kept = await ask({ url, headers: { cookie } })
  expect(kept.headers['cache-control']).toBe('private, no-cache')
  const again = (headers: Record<string, string>) =>
    ask({ url, headers: { ...headers, 'if-none-match': String(kept.headers['etag']) } })
  const unchanged = await again({ cookie })
  expect([unchanged.statusCode, unchanged.body]).toEqual([304, ''])
  await ask({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } })
  const refused = await again({ cookie })
  expect([refused.statusCode, refused.headers['vary']]).toEqual([
    401,
    'Cookie, Authorization, X-API-Key, Origin',
  ])
})

test('a call that waits for mail ends with the session', async () => {
  const cookie = await signIn()
  const waiting = fetch(`${app.url}/api/v1/messages/wait?subject=never`, { headers: { cookie } }).then(
    () => 'answered',
    () => 'cut',
  )
  await expect.poll(() => app.app.waiting()).toBe(1)
  await ask({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } })
  expect(await waiting).toBe('cut')
  await expect.poll(() => app.app.waiting()).toBe(0)
})
