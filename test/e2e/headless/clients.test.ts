import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { mayfly, type Launched, type Ready } from './launch.ts'

const run = promisify(execFile)
const folder = temporaryFolder()
const source = join(folder.path, 'mail.eml')
const mail = [
  'From: Ana <ana@example.com>',
  'To: bob@example.com',
  'Subject: Your code is 551204',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Grüße.',
  '.a line that begins with a dot',
  '',
].join('\r\n')

let server: Launched
let ready: Ready
beforeAll(async () => {
  writeFileSync(source, mail)
  server = mayfly(
    'serve',
    '--smtp-port',
    '0',
    '--smtps-port',
    '0',
    '--http-port',
    '0',
    '--data-dir',
    join(folder.path, 'data'),
    '--ready-json',
    '--log-level',
    'error',
  )
  ready = await server.ready
})
afterAll(async () => {
  server.process.kill('SIGTERM')
  await server.ended
  folder.remove()
})

const python = `
import smtplib, ssl, sys
with smtplib.SMTP('127.0.0.1', int(sys.argv[1])) as smtp:
    smtp.starttls(context=ssl._create_unverified_context())
    smtp.login('user', 'password')
    smtp.sendmail('ana@example.com', ['bob@example.com'], open(sys.argv[2], 'rb').read(), mail_options=['BODY=8BITMIME'])
`

/** What people type; each sends the same file. */
const clients: Record<string, (to: Ready) => [string, ...string[]]> = {
  curl: ({ smtpPort }) => [
    'curl',
    '-s',
    `smtp://127.0.0.1:${smtpPort}`,
    '--mail-from',
    'ana@example.com',
    '--mail-rcpt',
    'bob@example.com',
    '-T',
    source,
  ],
  'curl with STARTTLS and a login': ({ smtpPort }) => [
    'curl',
    '-sk',
    '--ssl-reqd',
    `smtp://127.0.0.1:${smtpPort}`,
    '-u',
    'me:secret',
    '--mail-from',
    'ana@example.com',
    '--mail-rcpt',
    'bob@example.com',
    '-T',
    source,
  ],
  'curl with TLS from the start': ({ smtpsPort }) => [
    'curl',
    '-sk',
    `smtps://127.0.0.1:${smtpsPort}`,
    '--mail-from',
    'ana@example.com',
    '--mail-rcpt',
    'bob@example.com',
    '-T',
    source,
  ],
  python3: ({ smtpPort }) => ['python3', '-c', python, String(smtpPort), source],
  swaks: ({ smtpPort }) => [
    'swaks',
    '--server',
    `127.0.0.1:${smtpPort}`,
    '--tls',
    '--auth',
    'LOGIN',
    '--auth-user',
    'u',
    '--auth-password',
    'p',
    '--from',
    'ana@example.com',
    '--to',
    'bob@example.com',
    '--data',
    `@${source}`,
  ],
  msmtp: ({ smtpPort }) => [
    'sh',
    '-c',
    `msmtp --host=127.0.0.1 --port=${smtpPort} --from=ana@example.com bob@example.com < ${source}`,
  ],
}

const installed = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

for (const [name, command] of Object.entries(clients)) {
  test.skipIf(!installed(name.split(' ')[0]!))(`mail from ${name} arrives whole`, async () => {
    await fetch(`${ready.url}/api/v1/messages`, { method: 'DELETE' })
    const [program, ...args] = command(ready)
    await run(program, args)
    const answer = await fetch(`${ready.url}/api/v1/messages/wait?timeout=10`)
    const { id, code, text } = (await answer.json()) as { id: string; code: string; text: string }
    expect({ code, text: text.trim() }).toEqual({
      code: '551204',
      text: 'Grüße.\n.a line that begins with a dot',
    })
    const raw = await (await fetch(`${ready.url}/api/v1/messages/${id}/raw`)).text()
    // Some clients add header fields in front or an empty line behind; the mail itself is untouched.
    expect(raw).toContain(
      'Content-Transfer-Encoding: 8bit\r\n\r\nGrüße.\r\n.a line that begins with a dot\r\n',
    )
  })
}
