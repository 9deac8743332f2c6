import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Lookup } from '../../../src-main/outbound/guarded-request.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { fixture, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let api: ReturnType<typeof injectClient>
let relay: Awaited<ReturnType<typeof openRelay>>
let id: string
const source = fixture('mail/nodemailer-alternative-attachments.eml')

beforeAll(async () => {
  app = await startApp({ lookup })
  api = injectClient(app)
  relay = await openRelay()
  id = storedId(await sendRaw(app.smtpPort, source, { from: 'shop@a.test', to: ['ada@mayfly.test'] }))
})
afterAll(async () => {
  await relay.close()
  await app.stop()
})

const addresses = new Map([
  ['relay.test', '127.0.0.1'],
  ['zero.test', '0.0.0.0'],
])

/** Calls back as Node does, out of everybody's reach: what is thrown then ends the process. */
const lookup: Lookup = (host, _options, done) => {
  const address = addresses.get(host)
  setImmediate(() =>
    address === undefined
      ? done(new Error(`getaddrinfo ENOTFOUND ${host}`))
      : done(null, [{ address, family: 4 }]),
  )
}

const setUp = (changes: object = {}) =>
  api.call('updateSettings', {
    relay: {
      ...{ host: 'relay.test', port: relay.port, security: 'none' as const, user: 'ada', password: 'secret' },
      ...{ sender: null, allowedRecipients: '*@real.test' },
      ...changes,
    },
  })
const release = (...to: string[]) => api.call('releaseMessage', { id, to })

describe('releasing a message', () => {
  test('is off until the owner names a relay', async () => {
    expect((await api.call('getSettings', {})).relay).toBeNull()
    await expect(release('dana@real.test')).rejects.toMatchObject({ code: 'unprocessable' })
  })

  test('sends it byte for byte, from its envelope, to those who are named', async () => {
    await setUp()
    expect(await release('dana@real.test', 'bob@real.test')).toMatchObject({
      accepted: ['dana@real.test', 'bob@real.test'],
      refused: [],
    })
    const [mail] = relay.mails.splice(0)
    expect(mail).toMatchObject({ from: 'shop@a.test', to: ['dana@real.test', 'bob@real.test'], user: 'ada' })
    expect(mail!.raw.trimEnd()).toBe(source.toString('latin1').replace(/\r?\n/g, '\r\n').trimEnd())
  })

  test('says whom the relay refused, and can be from somebody else', async () => {
    await setUp({ sender: 'qa@real.test' })
    const answer = await release('dana@real.test', 'nobody@real.test')
    expect(answer.accepted).toEqual(['dana@real.test'])
    expect(answer.refused).toMatchObject([{ address: 'nobody@real.test' }])
    expect(relay.mails.splice(0)).toMatchObject([{ from: 'qa@real.test' }])
  })

  test('goes to those only whom the settings allow', async () => {
    await expect(release('dana@real.test', 'dana@other.test')).rejects.toMatchObject({ code: 'forbidden' })
    expect(relay.mails).toEqual([])
  })

  test.each([
    ['a wrong password', { password: 'wrong' }, /refused the login.*user and password/],
    ['a relay that wants none of it', { sender: 'spam@real.test' }, /refused the sender/],
    ['a certificate of its own making', { security: 'starttls' }, /certificate that is not trusted/],
    ['a name without an address', { host: 'nowhere.test' }, /has no address.*Check its name/],
    ['an address that is none', { host: 'zero.test' }, /cannot be used/],
    ['nobody at the port', { port: 1 }, /could not be reached.*Check host, port/],
  ])('%s: the error says what to do', async (_title, changes, message) => {
    await setUp(changes)
    await expect(release('dana@real.test')).rejects.toMatchObject({
      code: 'remote_error',
      message: expect.stringMatching(message) as string,
    })
  })
})

test('the password never comes out, and is not taken along to another host', async () => {
  const { relay: shown } = await setUp()
  expect(shown).toMatchObject({ host: 'relay.test', user: 'ada' })
  expect(JSON.stringify([shown, await api.call('getSettings', {})])).not.toContain('secret')
  await expect(setUp({ host: 'zero.test', password: undefined })).rejects.toMatchObject({
    code: 'bad_request',
  })
  await setUp({ password: undefined })
  await release('dana@real.test')
  expect(relay.mails.splice(0)).toHaveLength(1)
})

test('keys release nothing', async () => {
  const { key } = await makeKey(app)
  const { statusCode } = await app.app.http.inject({
    method: 'POST',
    url: `/api/v1/messages/${id}/release`,
    headers: { host: 'localhost', 'x-api-key': key },
    payload: { to: ['dana@real.test'] },
  })
  expect(statusCode).toBe(403)
})

type Mail = { from: string; to: string[]; raw: string; user: unknown }

/** A relay that knows one user, no "nobody" and no senders of spam. */
async function openRelay() {
  const mails: Mail[] = []
  const options: SMTPServerOptions = {
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      password === 'secret' ? done(null, { user: username }) : done(new Error('Invalid login')),
    onMailFrom: ({ address }, _session, done) =>
      done(address.startsWith('spam') ? new Error('No spam') : null),
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? new Error('Unknown') : null),
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        mails.push({
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('latin1'),
          user,
        })
        done()
      })
    },
  }
  const server = new SMTPServer(options)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return { mails, port, close: () => new Promise<void>(resolve => server.close(() => resolve())) }
}
