import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiPrefix, contract } from '#shared/api/contract.ts'
import type { Operation } from '#shared/api/operation.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { askRaw } from '#test/support/raw-http.ts'
import { sendRaw, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { setTrap } from '#test/support/trap-server.ts'

// What others of this kind were caught by, tried here. docs/security.md has the list; many of it are tested elsewhere.

let folder: ReturnType<typeof temporaryFolder>
let app: TestApp
let api: ApiClient
beforeAll(async () => {
  folder = temporaryFolder()
  app = await startApp({ dataDir: folder.path })
  api = injectClient(app)
})
afterAll(async () => {
  await app.stop()
  folder.remove()
})

const deliver = async (lines: string[], to = 'reader@mayfly.test') =>
  storedId(await sendRaw(app.smtpPort, Buffer.from(`${lines.join('\r\n')}\r\n`), { to: [to] }))

/** All that can be read of a message, by every address that leads to it. */
async function readAll(id: string): Promise<string> {
  const paths = [
    '',
    '/raw',
    '/text',
    '/html',
    '/html?remote=1',
    '/headers',
    '/parts',
    '/attachments/1',
    '/attachments.zip',
  ]
  const answers = await Promise.all(paths.map(path => fetch(`${app.url}${apiPrefix}/messages/${id}${path}`)))
  return (await Promise.all(answers.map(answer => answer.text()))).join('\n')
}

/** Mailpit: CVE-2026-21859, CVE-2026-23845, CVE-2026-27808 */
test('for what a mail links to, the server asks nobody: no pictures, styles, links or proxies', async () => {
  const trap = await setTrap()
  const at = (path: string) => `http://127.0.0.1:${trap.port}/${path}`
  const id = await deliver([
    'Subject: x',
    'Content-Type: text/html',
    '',
    `<link rel="stylesheet" href="${at('a.css')}"><img src="${at('b.png')}"><style>@import "${at('c.css')}"</style>`,
    `<a href="${at('d')}">${at('e')}</a><table background="${at('f')}"><iframe src="${at('g')}"></iframe></table>`,
  ])
  expect(await readAll(id)).toContain('b.png')
  for (const path of [
    '/proxy',
    '/api/v1/proxy',
    `${apiPrefix}/messages/${id}/link-check`,
    `${apiPrefix}/messages/${id}/html-check`,
  ])
    expect((await fetch(`${app.url}${path}?url=${encodeURIComponent(at('h'))}`)).status, path).toBe(404)
  expect(trap.connections()).toBe(0)
  trap.close()
})

/** Mailpit: CVE-2026-23829 */
test('a line end inside of an address of the envelope adds no header and no command', async () => {
  const session = await openGreeted(app.smtpPort)
  // LF alone ends a command: what is behind it is another one, and none.
  for (const end of ['\r', '\0', '\u0085']) {
    session.write(`MAIL FROM:<a${end}X-Injected: yes@shop.test>\r\n`)
    const mail = await session.reply()
    if (mail.startsWith('250')) await session.say('RSET')
    await session.say('MAIL FROM:<a@shop.test>')
    session.write(`RCPT TO:<b${end}X-Injected: yes@mayfly.test>\r\n`)
    await session.reply()
    await session.say('RCPT TO:<plain@mayfly.test>')
    const id = storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
    const raw = await (await fetch(`${app.url}${apiPrefix}/messages/${id}/raw`)).text()
    expect(raw).toBe('Subject: x\r\n\r\nx\r\n')
    const { envelope } = await api.call('getMessage', { id })
    expect(JSON.stringify([envelope.mailFrom, ...envelope.rcptTo])).not.toMatch(/\\r|\\n|\\u0000|[\r\n\0]/)
    await session.say('RSET')
  }
  await session.quit()
})

/** Mailpit: CVE-2026-45710, CVE-2026-48824 */
test.each(
  Object.entries<Operation>(contract)
    .filter(([, { method }]) => method !== 'GET')
    .map(([name, operation]) => [name, operation] as const),
)(
  'a body larger than it takes is refused before it is read: %s',
  async (_name, { method, path, maxBodyBytes }) => {
    const port = Number(new URL(app.url).port)
    const headers = ['Content-Type: application/json', `Content-Length: ${maxBodyBytes! + 1}`]
    const { status } = await askRaw(port, `${apiPrefix}${path.replace(/:\w+/g, 'x')}`, { method, headers })
    expect(status).toBe(413)
    expect(maxBodyBytes).toBeLessThanOrEqual(72 * 1024 * 1024)
  },
)

/** MailDev: CVE-2024-27448 */
test('names that a mail gives its attachments write no files, wherever they lead', async () => {
  const filesNow = () => readdirSync(folder.path, { recursive: true }).map(String).toSorted()
  const before = filesNow()
  const names = [
    '../../../../tmp/mayfly-pwned.js',
    '..\\..\\mayfly-pwned.js',
    '/tmp/mayfly-pwned.js',
    'mayfly.db',
    '.\0.js',
  ]
  for (const name of names) {
    const id = await deliver([
      'Subject: x',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      `<img src="cid:${name}">`,
      '--b',
      `Content-Type: image/png; name="${name}"`,
      `Content-ID: <${name}>`,
      `Content-Disposition: attachment; filename="${name}"`,
      '',
      'x',
      '--b--',
    ])
    await readAll(id)
    const zip = await (await fetch(`${app.url}${apiPrefix}/messages/${id}/attachments.zip`)).text()
    expect(zip).not.toMatch(/\.\.[/\\]|\/tmp/)
  }
  expect(filesNow()).toEqual(before)
  expect(readdirSync('/tmp').filter(name => name.startsWith('mayfly-pwned'))).toEqual([])
})

/** mailparser: issue 412 */
test('a link in plain text has no way out of its place', async () => {
  const id = await deliver([
    'Subject: x',
    '',
    `Visit: http://shop.test?"onmouseover="alert('XSS')"x="<img src=x onerror=alert(1)>`,
  ])
  const page = await (await fetch(`${app.url}${apiPrefix}/messages/${id}/html`)).text()
  expect(page).not.toMatch(/<img|<[^>]* onmouseover/i)
})

/** nodemailer: CVE-2025-13033 */
test('an address in quotes is at the domain behind them, or refused', async () => {
  const quoted = '"victim@evil.test x"@mayfly.test'
  const session = await openGreeted(app.smtpPort)
  await session.say('MAIL FROM:<a@shop.test>')
  await session.say(`RCPT TO:<${quoted}>`)
  await session.say('RCPT TO:<"victim@evil.test"@mayfly.test>')
  await session.quit()
  const id = await deliver([
    `To: ${quoted}`,
    'From: "admin@mayfly.test" <who@evil.test>',
    'Subject: x',
    '',
    'x',
  ])
  const { from, to } = await api.call('getMessage', { id })
  expect(from).toMatchObject({ address: 'who@evil.test' })
  for (const { address } of to) expect(address).not.toMatch(/@evil\.test$/)
  const { items } = await api.call('listMailboxes', { q: 'evil' })
  for (const { address } of items) expect(address).toMatch(/@mayfly\.test$/)
})

/** nodemailer: CVE-2025-14874 */
test.each([
  ['groups in groups', `To: ${'g: '.repeat(20_000)}a@shop.test${';'.repeat(20_000)}`],
  ['comments in comments', `To: ${'('.repeat(50_000)}a@shop.test${')'.repeat(50_000)}`],
  ['quotes that never end', `To: ${'"a'.repeat(20_001)}@shop.test`],
  ['angles', `From: ${'<'.repeat(50_000)}a@shop.test${'>'.repeat(50_000)}`],
])('addresses as deep as can be are read all the same: %s', async (_name, header) => {
  const id = await deliver([header.replace(/(.{900})/g, '$1\r\n '), 'Subject: deep', '', 'x'])
  expect((await api.call('getMessage', { id })).subject).toBe('deep')
})

/** nodemailer: GHSA-c7w3-x93f-qmm8, GHSA-vvjj-xcjg-gr5g */
test('what goes out to a relay has no line end that somebody chose', async () => {
  const id = await deliver(['Subject: x', '', 'x'])
  const relay = {
    host: 'relay.test',
    port: 25,
    security: 'none' as const,
    user: null,
    sender: null,
    allowedRecipients: '',
  }
  for (const bad of [{ host: 'a\r\nMAIL FROM:<b@c>' }, { host: '-a b' }, { sender: 'a@b.test\r\nDATA' }])
    await expect(api.call('updateSettings', { relay: { ...relay, ...bad } })).rejects.toMatchObject({
      code: 'bad_request',
    })
  for (const to of ['a@b.test\r\nRCPT TO:<c@d.test>', 'a@b.test>\nDATA', 'a@b.test SIZE=1'])
    await expect(api.call('releaseMessage', { id, to: [to] })).rejects.toMatchObject({ code: 'bad_request' })
})
