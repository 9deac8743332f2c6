import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from '#test/support/browser.ts'
import { ownerPassword, passwordFile } from '#test/support/password-file.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { mayfly, type Launched, type Ready } from '../headless/launch.ts'

const name = 'mail.team.example'

let file: ReturnType<typeof passwordFile>
let server: Launched
let app: Ready
beforeAll(async () => {
  file = passwordFile()
  const options = ['--allow-host', name, '--password-file', file.path, '--data-dir', ':memory:']
  const ports = ['--smtp-port', '0', '--http-port', '0', '--ready-json', '--log-level', 'error']
  server = mayfly('serve', ...options, ...ports)
  app = await server.ready
})
afterAll(async () => {
  server.process.kill('SIGTERM')
  await server.ended
  file.remove()
})

/** What a proxy with TLS does: passes Host and all else on, and says for whom. */
async function startProxy(): Promise<{ port: number; stop(): void }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }])
  const proxy = createServer({ key, cert }, (asked, answer) => {
    const { method, url: path, headers, socket } = asked
    const passedOn = request(
      {
        host: '127.0.0.1',
        port: app.httpPort,
        method,
        path,
        headers: { ...headers, 'x-forwarded-for': socket.remoteAddress },
      },
      given => {
        answer.writeHead(given.statusCode!, given.headers)
        given.pipe(answer)
      },
    )
    passedOn.once('error', () => answer.destroy())
    answer.once('close', () => passedOn.destroy())
    asked.pipe(passedOn)
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const stop = () => {
    proxy.close()
    proxy.closeAllConnections()
  }
  return { port: (proxy.address() as AddressInfo).port, stop }
}

test('behind a proxy with TLS the owner signs in by a name, mail comes in live, and the cookie is for TLS only', async () => {
  const proxy = await startProxy()
  const browser = await openBrowser([`--host-resolver-rules=MAP ${name} 127.0.0.1`])
  const page = await openPage(browser, `https://${name}:${proxy.port}`, { ignoreHTTPSErrors: true })
  await page.getByLabel('Password').fill(ownerPassword)
  await page.keyboard.press('Enter')
  await page.getByText('No mail yet').waitFor()
  expect(await page.context().cookies()).toMatchObject([
    { domain: name, path: '/', httpOnly: true, secure: true, sameSite: 'Strict' },
  ])
  await sendMail(app.smtpPort, { subject: 'Through the proxy', text: 'x' })
  await page.getByTestId('message-row').getByText('Through the proxy').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Password').waitFor()
  expect(page.faults).toEqual([])
  await browser.close()
  proxy.stop()
})
