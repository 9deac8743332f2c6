import { join } from 'node:path'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError } from '#main/config/config-error.ts'
import { outsideAddress as outside } from '#test/support/outside-address.ts'
import { ownerPassword, passwordFile } from '#test/support/password-file.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let file: ReturnType<typeof passwordFile>
let app: TestApp | undefined
beforeEach(() => {
  file = passwordFile()
})
afterEach(async () => {
  await app?.stop()
  app = undefined
  file.remove()
})

async function start(options: Parameters<typeof startApp>[0]): Promise<TestApp> {
  app = await startApp({ passwordFile: file.path, ...options })
  return app
}

/** Real sockets, and a Host header as we like it. */
function ask(
  place: { host: string; port: number },
  named: string,
  more: { method?: string; body?: object } = {},
) {
  const body = more.body && JSON.stringify(more.body)
  return new Promise<{ status: number; cookie: string | undefined }>((resolve, reject) => {
    const asked = request(
      {
        ...place,
        path: body ? '/api/v1/session' : '/api/v1/info',
        method: more.method ?? 'GET',
        headers: { host: named, ...(body ? { 'content-type': 'application/json' } : {}) },
      },
      answer => {
        answer.resume()
        resolve({ status: answer.statusCode!, cookie: answer.headers['set-cookie']?.[0] })
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })
}

describe('without a password', () => {
  test.each(['0.0.0.0', '::', '192.0.2.1'])(
    'nothing starts on %s, and the words say what to do',
    async host => {
      const failed = startApp({ host })
      await expect(failed).rejects.toThrow(ConfigError)
      await expect(failed).rejects.toThrow(new RegExp(`${host.replaceAll('.', '\\.')}.*--password-file`))
    },
  )

  test('a data directory is told of the command, and is free again', async () => {
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    await expect(startApp({ host: '0.0.0.0', dataDir })).rejects.toThrow(
      `mayfly password --data-dir ${dataDir}`,
    )
    await expect(startApp({ allowHost: ['mail.team.test'], dataDir })).rejects.toThrow(
      '--allow-host mail.team.test',
    )
    app = await startApp({ dataDir })
    await app.stop()
    app = undefined
    folder.remove()
  })

  test.each(['127.0.0.1', 'localhost'])('whoever is on this machine is owner at %s', async host => {
    app = await startApp({ host })
    const answer = await app.app.http.inject({ url: '/api/v1/session', headers: { host: 'localhost' } })
    expect(answer.json()).toEqual({ owner: true, passwordSet: false, openMode: true })
    const signIn = await app.app.http.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: 'localhost' },
      payload: { password: 'whatever' },
    })
    expect(signIn.statusCode).toBe(409)
  })

  test.each([
    ['', 'is empty'],
    ['\nsecond line', 'is empty'],
    ['short\n', 'at least 8 characters'],
    ['x'.repeat(201), 'at most 200 characters'],
  ])('a password file of %j is refused', async (text, words) => {
    const bad = passwordFile(text)
    await expect(startApp({ host: '0.0.0.0', passwordFile: bad.path })).rejects.toThrow(words)
    bad.remove()
    await expect(startApp({ passwordFile: bad.path })).rejects.toThrow(`${bad.path} cannot be read`)
  })
})

describe('which names it answers to', () => {
  const byInject = async (named: string) =>
    (await app!.app.http.inject({ url: '/health', headers: { host: named } })).statusCode

  test('names that it was given, in any case and with any port', async () => {
    await start({ host: '0.0.0.0', allowHost: ['mail.team.test'] })
    for (const named of [
      'mail.team.test',
      'MAIL.team.test:8443',
      'mail.team.test.',
      'localhost:1',
      '0.0.0.0:8025',
    ])
      expect(await byInject(named), named).toBe(200)
    for (const named of ['team.test', 'x.mail.team.test', 'mail.team.test.evil.test', '192.168.0.7'])
      expect(await byInject(named), named).toBe(421)
  })

  test('over TLS of a proxy, whose pages may then sign in, by a cookie for TLS only', async () => {
    await start({ allowHost: ['mail.team.test'] })
    const signIn = (headers: Record<string, string>) =>
      app!.app.http.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers,
        payload: { password: ownerPassword },
      })
    const answer = await signIn({ host: 'mail.team.test', origin: 'https://mail.team.test' })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['set-cookie']).toMatch(/; Secure$/)
    for (const [host, origin] of [
      ['mail.team.test', 'https://evil.test'],
      ['mail.team.test', 'https://mail.team.test:8443'],
      ['localhost', 'https://localhost'],
      ['127.0.0.1', 'https://127.0.0.1'],
    ])
      expect((await signIn({ host: host!, origin: origin! })).statusCode, origin).toBe(403)
  })

  test('with a name of a proxy, being on this machine proves nothing', async () => {
    await start({ allowHost: ['mail.team.test'] })
    for (const named of ['localhost', '127.0.0.1', 'mail.team.test']) {
      const answer = await app!.app.http.inject({ url: '/api/v1/info', headers: { host: named } })
      expect(answer.statusCode, named).toBe(401)
    }
  })

  test.skipIf(outside === undefined)(
    'the address that a connection came to, and no other (needs a network card)',
    async () => {
      const { httpPort: port } = (await start({ host: '0.0.0.0' })).app.state()
      const there = { host: outside!, port: port! }
      expect((await ask(there, `${outside}:${port}`)).status).toBe(401)
      for (const named of ['192.0.2.99', 'evil.test', `${outside}.evil.test`, '[::1].evil.test'])
        expect((await ask(there, named)).status, named).toBe(421)
      // Over loopback the same address is not where the connection came to.
      expect((await ask({ host: '127.0.0.1', port: port! }, outside!)).status).toBe(421)
      const signedIn = await ask(there, `${outside}:${port}`, {
        method: 'POST',
        body: { password: ownerPassword },
      })
      expect([signedIn.status, signedIn.cookie]).toEqual([204, expect.stringContaining('HttpOnly')])
    },
  )
})
