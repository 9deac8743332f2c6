import { statSync } from 'node:fs'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { storedId } from '#test/support/send-mail.ts'
import { openGreeted, openSmtp } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ smtpsPort: 0 })
})
afterAll(() => app.stop())

async function isTls(id: string): Promise<boolean | undefined> {
  return (await injectClient(app).call('getMessage', { id })).smtp?.tls
}

test('STARTTLS, then a mail; the API says that it came encrypted', async () => {
  const session = await openGreeted(app.smtpPort)
  expect(await session.say('STARTTLS')).toMatch(/^220 /)
  await session.upgrade()
  const keywords = await session.say('EHLO client.test')
  expect(keywords).toMatch(/AUTH PLAIN/)
  expect(keywords).not.toMatch(/STARTTLS/)
  await session.envelope('a@shop.test', 'b@mayfly.test')
  const id = storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
  await session.quit()
  expect(await isTls(id)).toBe(true)
})

test('TLS from the first byte on the other port', async () => {
  const session = await openSmtp(app.smtpsPort!, { implicitTls: true })
  expect(session.greeting).toMatch(/^220 /)
  expect(await session.say('EHLO client.test')).not.toMatch(/STARTTLS/)
  await session.envelope('a@shop.test', 'b@mayfly.test')
  const id = storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
  await session.quit()
  expect(await isTls(id)).toBe(true)
})

test('a mail library that insists on TLS is content', async () => {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: app.smtpPort,
    requireTLS: true,
    auth: { user: 'app', pass: 'secret' },
    tls: { rejectUnauthorized: false },
  })
  const { response } = await transport.sendMail({ from: 'a@shop.test', to: 'b@mayfly.test', text: 'x' })
  transport.close()
  expect(await isTls(storedId(response))).toBe(true)
})

describe('commands sent in the clear behind STARTTLS', () => {
  test('are never carried out inside TLS', async () => {
    const session = await openGreeted(app.smtpPort)
    const injected = 'EHLO evil.test\r\nMAIL FROM:<evil@evil.test>\r\nRCPT TO:<victim@mayfly.test>\r\n'
    session.write(`STARTTLS\r\n${injected.repeat(60)}`)
    expect(await session.reply()).toMatch(/^220 /)
    // Without the handshake the rest would be answered, or stay to be answered later.
    await session.upgrade().then(
      async () => {
        expect(await session.say('RCPT TO:<victim@mayfly.test>')).toMatch(/^503 /)
        await session.quit()
      },
      () => undefined, // the cleartext broke the handshake: just as good
    )
    const { total } = await injectClient(app).call('listMailboxes', { q: 'victim' })
    expect(total).toBe(0)
  })

  test('a login and an envelope from before are forgotten', async () => {
    const session = await openGreeted(app.smtpPort)
    await session.say(`AUTH PLAIN ${Buffer.from('\0before\0x').toString('base64')}`)
    await session.envelope('before@shop.test', 'b@mayfly.test')
    await session.say('STARTTLS')
    await session.upgrade()
    expect(await session.say('DATA')).toMatch(/^503 /)
    await session.say('EHLO client.test')
    await session.envelope('after@shop.test', 'b@mayfly.test')
    const id = storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
    await session.quit()
    expect(await injectClient(app).call('getMessage', { id })).toMatchObject({
      envelope: { mailFrom: 'after@shop.test', rcptTo: ['b@mayfly.test'] },
      smtp: { user: null },
    })
  })
})

test('garbage in place of a handshake harms nobody else', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.say('STARTTLS')
  session.write('this is no handshake\r\n')
  await session.ended
  const other = await openGreeted(app.smtpPort)
  expect(await other.say('NOOP')).toMatch(/^250 /)
  await other.quit()
})

test('the certificate is kept over restarts; its key is for the owner only', async () => {
  const folder = temporaryFolder()
  const fingerprints: string[] = []
  for (let run = 0; run < 2; run++) {
    const own = await startApp({ dataDir: folder.path, smtpsPort: 0 })
    const session = await openSmtp(own.smtpsPort!, { implicitTls: true })
    fingerprints.push(session.fingerprint())
    await session.quit()
    await own.stop()
  }
  expect(fingerprints[0]).toBe(fingerprints[1])
  expect(statSync(join(folder.path, 'tls', 'key.pem')).mode & 0o777).toBe(0o600)
  folder.remove()
})

test('a certificate that is about to end is made anew', async () => {
  const folder = temporaryFolder()
  const fingerprints: string[] = []
  for (const now of [() => Date.parse('2020-01-01T00:00:00Z'), Date.now]) {
    const own = await startApp({ dataDir: folder.path, smtpsPort: 0, now })
    const session = await openSmtp(own.smtpsPort!, { implicitTls: true })
    fingerprints.push(session.fingerprint())
    await session.quit()
    await own.stop()
  }
  expect(fingerprints[0]).not.toBe(fingerprints[1])
  folder.remove()
})
