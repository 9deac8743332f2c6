import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { AppError } from '#shared/api/errors.ts'
import { wholeStore } from '#shared/api/scope.ts'
import { httpClient, injectClient } from '#test/support/api-client.ts'
import { outsideAddress as outside } from '#test/support/outside-address.ts'
import { passwordFile } from '#test/support/password-file.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

const folder = temporaryFolder()
afterAll(folder.remove)
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function start(options?: Parameters<typeof startApp>[0]): Promise<TestApp> {
  const app = await startApp(options)
  ends.push(() => app.stop())
  return app
}

async function takePort(): Promise<{ server: Server; port: number }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => server.close())
  return { server, port: (server.address() as AddressInfo).port }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { server, port } = await takePort()
  await new Promise(resolve => server.close(resolve))
  return port
}

/** What is refused, with its details. */
const refused = (call: Promise<unknown>) =>
  call.then(
    () => {
      throw new Error('It was not refused')
    },
    (error: AppError) => error,
  )

/** Whether somebody listens there. */
function answers(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** A client that waits for each reply. */
async function openSmtp(port: number) {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.setEncoding('utf8')
  const say = async (line: string) => {
    socket.write(`${line}\r\n`)
    return replyOf(socket)
  }
  await replyOf(socket)
  ends.push(() => socket.destroy())
  return { say, socket }
}

async function replyOf(socket: Socket): Promise<string> {
  const [text] = (await once(socket, 'data')) as [string]
  return text
}

test('SMTP moves to another port, and mail that is on its way to the old one is stored', async () => {
  const app = await start()
  const { say, socket } = await openSmtp(app.smtpPort)
  for (const line of ['HELO app.test', 'MAIL FROM:<a@shop.test>', 'RCPT TO:<b@mayfly.test>', 'DATA'])
    await say(line)

  const smtpPort = await freePort()
  const heard: string[] = []
  ends.push(
    await app.app.feed.follow({ scope: wholeStore, after: null, send: ({ type }) => void heard.push(type) }),
  )
  const server = await httpClient(app).call('updateServer', { smtpPort })
  expect(server.smtpPort).toMatchObject({ asked: smtpPort, bound: smtpPort, source: { kind: 'kept' } })
  await expect.poll(() => heard).toContain('server.changed')
  await sendMail(smtpPort, { subject: 'To the new one', text: 'x' })
  expect(await answers(app.smtpPort)).toBe(false)

  expect(await say('Subject: To the old one\r\n\r\nx\r\n.')).toMatch(/^250 .*stored/)
  await once(socket, 'close')
  const { items } = await httpClient(app).call('listMessages')
  expect(items.map(({ subject }) => subject)).toEqual(['To the old one', 'To the new one'])
})

test('a port that cannot be had changes nothing, and one that can is named', async () => {
  const app = await start()
  const { port } = await takePort()
  const [smtpPort, httpPort] = [await freePort(), Number(new URL(app.url).port)]
  const error = await refused(httpClient(app).call('updateServer', { smtpPort, httpPort: port }))
  expect(error).toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(`Port ${port} on 127.0.0.1 is taken by another program. \\d+ is free.`),
    details: [{ field: 'httpPort', port, reason: 'in_use', freePort: expect.any(Number) }],
  })
  expect(await answers(smtpPort)).toBe(false)
  expect(await httpClient(app).call('getServer')).toMatchObject({
    smtpPort: { asked: 0, bound: app.smtpPort },
    httpPort: { asked: 0, bound: httpPort },
  })
  await sendMail(app.smtpPort, { subject: 'Still here', text: 'x' })

  const instead = Number(error.details?.[0]?.['freePort'])
  await httpClient(app).call('updateServer', { smtpPort: instead })
  await sendMail(instead, { subject: 'And there', text: 'x' })
})

test('an address of another machine is refused, and everything listens as before', async () => {
  const app = await start()
  await httpClient(app).call('setPassword', { password: 'correct horse' })
  expect(await refused(injectClient(app).call('updateServer', { host: '192.0.2.1' }))).toMatchObject({
    code: 'unprocessable',
    message: '192.0.2.1 is not an address of this machine.',
    details: [{ field: 'host', reason: 'no_such_address', freePort: null }],
  })
  await sendMail(app.smtpPort, { subject: 'Still here', text: 'x' })
  expect(await httpClient(app).call('getSession')).toMatchObject({ owner: true, openMode: true })
})

test('HTTP moves: the answer comes by the old port, which closes a moment later', async () => {
  const app = await start()
  const httpPort = await freePort()
  expect((await httpClient(app).call('updateServer', { httpPort })).httpPort.bound).toBe(httpPort)
  const moved = { ...app, url: `http://127.0.0.1:${httpPort}` }
  expect(await httpClient(moved).call('getInfo')).toMatchObject({ httpPort })
  await expect.poll(() => answers(Number(new URL(app.url).port))).toBe(false)
  expect(await answers(httpPort)).toBe(true)
})

test('SMTP over TLS and STARTTLS are switched on and off', async () => {
  const app = await start({ starttls: false })
  const api = httpClient(app)
  expect((await api.call('getServer')).certificate).toBeNull()
  const { smtpsPort } = await api.call('updateServer', { smtpsPort: 0 })
  expect(await answers(smtpsPort.bound!)).toBe(true)
  expect(await api.call('updateServer', { starttls: true, smtpsPort: null })).toMatchObject({
    smtpPort: { bound: app.smtpPort },
    smtpsPort: { asked: null, bound: null },
    certificate: { fingerprint: expect.any(String) },
  })
  await expect.poll(() => answers(smtpsPort.bound!)).toBe(false)
  expect(await (await openSmtp(app.smtpPort)).say('EHLO app.test')).toContain('STARTTLS')

  await api.call('updateSettings', { 'smtp.requireTls': true })
  expect(await refused(api.call('updateServer', { starttls: false }))).toMatchObject({
    code: 'unprocessable',
    details: [{ field: 'starttls' }],
  })
})

test('sharing needs a password, ends the open mode, and ends again', async () => {
  const app = await start()
  const api = httpClient(app)
  expect(await refused(api.call('updateServer', { host: '0.0.0.0' }))).toMatchObject({
    code: 'unprocessable',
    message: expect.stringContaining('Set one first'),
  })
  await api.call('setPassword', { password: 'correct horse' })
  const shared = await api.call('updateServer', { host: '0.0.0.0' })
  expect(shared).toMatchObject({ host: '0.0.0.0', sharing: { on: true, passwordSet: true } })
  expect(await refused(api.call('listMessages'))).toMatchObject({ code: 'unauthorized' })
  expect(await api.call('getSession')).toMatchObject({ owner: false, openMode: false })
  if (outside) {
    expect(shared.sharing.addresses).toContain(outside)
    expect(await answers(app.smtpPort, outside)).toBe(true)
  }

  // The window of the desktop stays the owner's.
  const asWindow = { signal: new AbortController().signal, caller: { kind: 'owner' } } as const
  await app.app.dispatch('updateServer', { host: '127.0.0.1' }, asWindow)
  expect(await api.call('getSession')).toMatchObject({ owner: true, openMode: true })
  if (outside) await expect.poll(() => answers(app.smtpPort, outside)).toBe(false)
  await sendMail(app.smtpPort, { subject: 'As before', text: 'x' })
})

test('what is set from outside is shown as fixed and refused', async () => {
  const given = { 'smtp-port': { kind: 'variable', name: 'MAYFLY_SMTP_PORT' } } as const
  const app = await start({ given })
  const { smtpPort } = await httpClient(app).call('getServer')
  expect(smtpPort.source).toEqual(given['smtp-port'])
  expect(await refused(httpClient(app).call('updateServer', { smtpPort: 2525 }))).toMatchObject({
    code: 'conflict',
    message: 'This is fixed by MAYFLY_SMTP_PORT. Change it there and start Mayfly again.',
    details: [{ field: 'smtpPort', fixedBy: 'MAYFLY_SMTP_PORT' }],
  })
})

test('what no port or address can be is refused', async () => {
  const app = await start()
  const wrong = [
    { smtpPort: 70_000 },
    { httpPort: null },
    { host: 'not an address' },
    { smtpPort: 2525, httpPort: 2525 },
  ]
  for (const change of wrong)
    expect(await refused(injectClient(app).call('updateServer', change as object))).toMatchObject({
      code: 'bad_request',
    })
})

test('what was changed counts at the next start, below what is given from outside', async () => {
  const dataDir = `${folder.path}/kept`
  const [smtpPort, httpPort] = [await freePort(), await freePort()]
  const first = await startApp({ dataDir })
  await httpClient(first).call('updateServer', { smtpPort, httpPort, starttls: false })
  await first.stop()

  const second = await startApp({
    dataDir,
    httpPort: 0,
    given: { 'http-port': { kind: 'argument', name: '--http-port' } },
  })
  const server = await httpClient(second).call('getServer')
  expect(server).toMatchObject({
    smtpPort: { bound: smtpPort, source: { kind: 'kept' } },
    httpPort: { asked: 0, source: { kind: 'argument', name: '--http-port' } },
    starttls: false,
    starttlsSource: { kind: 'kept' },
  })
  await second.stop()
})

test('shared before and without a password now, it stays on this machine and says so', async () => {
  const dataDir = `${folder.path}/shared`
  const file = passwordFile()
  ends.push(file.remove)
  const first = await startApp({ dataDir, passwordFile: file.path })
  await injectClient(first).call('updateServer', { host: '0.0.0.0' })
  await first.stop()

  const second = await startApp({ dataDir })
  expect(await httpClient(second).call('getInfo')).toMatchObject({
    host: '127.0.0.1',
    problems: [expect.stringContaining('no password any more')],
  })
  await second.stop()
})

test('a port that was taken at the start is shown with what can be done, and tried again', async () => {
  const { server, port } = await takePort()
  const failed = startApp({ smtpPort: port })
  await expect(failed).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`)

  const app = await startApp({ smtpPort: port, tolerant: true })
  ends.push(() => app.stop())
  const before = await httpClient(app).call('retryServer')
  expect(before.smtpPort).toMatchObject({
    asked: port,
    bound: null,
    problem: { reason: 'in_use', freePort: expect.any(Number) },
  })
  await new Promise(resolve => server.close(resolve))
  const after = await httpClient(app).call('retryServer')
  expect(after.smtpPort).toMatchObject({ bound: port, problem: null })
  expect((await httpClient(app).call('getInfo')).problems).toEqual([])
  await sendMail(port, { subject: 'At last', text: 'x' })
})
