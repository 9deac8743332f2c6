import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { openPage } from '#test/support/browser.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { useWebApp } from './use-web-app.ts'

let trap: Trap
// Every name leads into the trap, so that nothing is missed and nothing leaves the machine.
const app = useWebApp(async () => {
  trap = await setTrap()
  return [`--host-resolver-rules=MAP *.test 127.0.0.1:${trap.port}`]
})
afterAll(() => trap.close())

const attacks = {
  'a script': '<script>document.title="owned";parent.document.title="owned"</script>',
  'an event handler':
    '<img src=x onerror="parent.document.title=\'owned\'"><svg onload="parent.document.title=\'owned\'">',
  'a script address':
    '<a id="go" href="javascript:parent.document.title=\'owned\'">go</a><iframe src="javascript:parent.document.title=\'owned\'"></iframe>',
  'a page inside':
    '<iframe srcdoc="<script>top.document.title=\'owned\'</script>"></iframe><object data="data:text/html,<script>top.document.title=1</script>"></object>',
  'remote content':
    '<img src="http://tracker.test/pixel.gif"><link rel="stylesheet" href="http://tracker.test/a.css"><style>@import "http://tracker.test/b.css";body{background:url(http://tracker.test/c.png)}@font-face{font-family:x;src:url(http://tracker.test/d.woff)}p{font-family:x}</style><p>text</p><video src="http://tracker.test/v.mp4" autoplay></video>',
  'a redirect': '<meta http-equiv="refresh" content="0;url=http://tracker.test/away">',
  'a base address': '<base href="http://tracker.test/"><img src="pixel.gif"><a id="go" href="away">go</a>',
  'a form':
    '<form action="http://tracker.test/form" method="post"><input name="a" value="b"><button id="go">send</button></form>',
  'a link into the frame itself':
    '<a id="go" target="_self" href="http://tracker.test/self">go</a><a target="_top" id="top" href="http://tracker.test/top">top</a>',
  'an overlay':
    '<div style="position:fixed;inset:0;z-index:2147483647;width:100vw;height:100vh;background:red">over everything</div>',
}

test.each(Object.entries(attacks))('%s in a mail does nothing', async (_title, html) => {
  const page = await openHostileMail(`<html><body>${html}<p id="end">end</p></body></html>`)
  const frame = page.frameLocator('[data-testid=preview-frame]')
  // Only being read, it must not even open a connection.
  await page.waitForTimeout(400)
  expect(trap.connections()).toBe(0)
  for (const target of await frame.locator('#go').all()) {
    // What a click in the sandbox starts may be refused at once: nothing to wait for.
    await target.click({ noWaitAfter: true, force: true, timeout: 2_000 }).catch(() => {})
  }
  await page.waitForTimeout(400)
  // A link may open a page of its own, as links do. Nothing else may leave.
  const followed = page
    .context()
    .pages()
    .filter(other => other !== page)
    .map(popup => new URL(popup.url()).pathname)
  expect(trap.hits.filter(path => !followed.includes(path))).toEqual([])
  expect(await page.title()).not.toContain('owned')
  expect(page.url().startsWith(app.url)).toBe(true)
  expect(await page.getByRole('heading', { name: 'hostile' }).isVisible()).toBe(true)
  await page.context().close()
})

test('remote content is loaded when the reader asks for it, and only then', async () => {
  const page = await openHostileMail('<p id="end">hello</p><img src="http://pictures.test/logo.png">')
  await page.getByRole('button', { name: 'Load once' }).click()
  await expect.poll(() => trap.hits).toEqual(['/logo.png'])
  await page.context().close()
})

async function openHostileMail(html: string) {
  await fetch(`${app.url}/api/v1/messages`, { method: 'DELETE' })
  trap.reset()
  await sendMail(app.smtpPort, { subject: 'hostile', text: 'plain', html })
  const page = await openPage(app.browser, `${app.url}/`)
  await page.getByTestId('message-row').first().click()
  await page.frameLocator('[data-testid=preview-frame]').locator('#end').waitFor({ state: 'attached' })
  return page
}

type Trap = { port: number; hits: string[]; connections(): number; reset(): void; close(): void }

/** A web server that notes who comes. */
async function setTrap(): Promise<Trap> {
  const hits: string[] = []
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  let connections = 0
  server.on('connection', () => connections++)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    hits,
    connections: () => connections,
    reset() {
      hits.splice(0)
      connections = 0
    },
    close: () => server.close(),
  }
}

test('the page of a mail cannot be framed elsewhere or read by another site', async () => {
  const id = storedId(await sendMail(app.smtpPort, { subject: 'x', html: '<p>x</p>' }))
  const { headers } = await fetch(`${app.url}/api/v1/messages/${id}/html`)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('content-security-policy')).toContain('sandbox')
  expect(headers.get('content-security-policy')).not.toContain('allow-scripts')
  expect(headers.get('content-security-policy')).not.toContain('allow-same-origin')
})
