import { afterEach, expect, test } from 'vitest'
import { callNames } from '#shared/shell/call-names.ts'
import { callFrom, invokeFrom } from '#test/support/electron/call-bridge.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { desktop, opened, smtpPort } from './the-app.ts'

/** Each way in and out of the window, tried. */
export function describeSafety(): void {
  afterEach(() => desktop.evaluate(() => void Reflect.get(globalThis, 'opened').splice(0)))

  test('a call that is none is refused, as data', async () => {
    const refusals = await Promise.all([
      invokeFrom(desktop.page, 'openTheDoor'),
      invokeFrom(desktop.page, 'constructor'),
      invokeFrom(desktop.page, ['getInfo']),
      invokeFrom(desktop.page, 'getInfo', { more: 1 }),
      invokeFrom(desktop.page, 'getMessage', 'text'),
    ])
    expect(refusals.map(result => !result.ok && result.error.error)).toEqual([
      'not_found',
      'not_found',
      'bad_request',
      'bad_request',
      'bad_request',
    ])
  })

  test('a page that is not ours may call nothing', async () => {
    await desktop.evaluate(({ BrowserWindow }) => {
      const preload = Reflect.get(BrowserWindow.getAllWindows()[0]!.webContents, 'getLastWebPreferences')
      const { preload: file } = preload.call(BrowserWindow.getAllWindows()[0]!.webContents)
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload: file, sandbox: true } })
      return foreign.loadURL('data:text/html,<title>foreign</title>')
    })
    const foreign = desktop.pages().at(-1)!
    expect(foreign.url()).toMatch(/^data:/)
    const answers = await foreign.evaluate(names => {
      const bridge = Reflect.get(window, 'mayfly')
      return Promise.all(names.map(name => bridge[name]('https://shop.test/') as Promise<unknown>))
    }, callNames)
    const refused = { ok: false, error: { error: 'forbidden', message: 'This page may not call Mayfly.' } }
    expect(answers).toEqual(callNames.map(() => refused))
    expect(await opened()).toEqual([])
    await foreign.close()
    // A page that was behind another is drawn seldom, even when that is gone.
    await desktop.page.bringToFront()
  })

  test('the window goes nowhere else', async () => {
    const before = desktop.page.url()
    const id = await anyMessage()
    const places = [
      'https://shop.test/',
      'http://127.0.0.1:1/',
      `${desktop.uiOrigin}/api/v1/messages/${id}/html`,
      `${desktop.uiOrigin}/other`,
    ]
    const refused = await noteRefused()
    for (const [index, place] of places.entries()) {
      await desktop.page.evaluate(url => void location.assign(url), place)
      await expect.poll(refused).toBe(index + 1)
      expect(desktop.page.url()).toBe(before)
    }
    expect(await callFrom(desktop.page, 'getInfo')).toMatchObject({ runtime: 'electron' })
  })

  test('a frame shows mail and nothing else', async () => {
    const id = await anyMessage()
    const refused = await noteRefused()
    const frameWith = (src: string) =>
      desktop.page.evaluateHandle(url => {
        const frame = document.createElement('iframe')
        frame.sandbox.add('allow-same-origin')
        frame.src = url
        const loaded = new Promise(resolve => frame.addEventListener('load', resolve))
        document.body.append(frame)
        return { frame, loaded }
      }, src)
    for (const [index, path] of ['/', '/api/v1/info'].entries()) {
      const handle = await frameWith(desktop.uiOrigin + path)
      await expect.poll(refused).toBe(index + 1)
      expect(await handle.evaluate(({ frame }) => frame.contentDocument?.body.textContent)).toBe('')
      await handle.evaluate(({ frame }) => frame.remove())
    }
    // Shown, and sandboxed by its own policy: not even its own origin can look into it.
    const handle = await frameWith(`${desktop.uiOrigin}/api/v1/messages/${id}/html`)
    expect(await handle.evaluate(({ frame, loaded }) => loaded.then(() => frame.contentDocument))).toBe(null)
    await handle.evaluate(({ frame }) => frame.remove())
  })

  test('only http, https and mailto leave the window, to the system', async () => {
    const asked = (url: string) =>
      desktop.page.evaluate(async link => {
        const { ok, output } = await Reflect.get(window, 'mayfly').openLink(link)
        return Boolean(ok && output)
      }, url)
    const allowed = ['https://shop.test/a?b=1#c', 'http://shop.test/', 'mailto:a@shop.test']
    for (const url of allowed) expect(await asked(url)).toBe(true)
    for (const url of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'smb://shop.test/share',
      'mayfly-app://app/',
      'ms-msdt:/id',
      'no link',
      '',
    ])
      expect(await asked(url)).toBe(false)
    expect(await opened()).toEqual(allowed)
  })

  test('a link in a mail opens outside, and no window does', async () => {
    await sendMail(smtpPort, {
      subject: 'Links',
      html: '<a href="https://shop.test/go">go</a> <a href="file:///etc/passwd">file</a> <a href="mailto:help@shop.test">write</a>',
    })
    await desktop.page.getByTestId('message-row').getByText('Links').click()
    const frame = desktop.page.frameLocator('[data-testid=preview-frame]')
    for (const name of ['go', 'file', 'write']) await frame.getByText(name, { exact: true }).click()
    await expect.poll(opened).toEqual(['https://shop.test/go', 'mailto:help@shop.test'])

    await desktop.page.evaluate(() => void window.open('https://shop.test/popup'))
    await desktop.page.evaluate(() => void window.open('about:blank'))
    await expect.poll(opened).toContain('https://shop.test/popup')
    await expect.poll(() => desktop.pages().filter(page => !page.isClosed()).length).toBe(1)
  })

  test('the protocol answers our page only, in reading only, and climbs nowhere', async () => {
    const status = (path: string, method = 'GET') =>
      desktop.page.evaluate(([url, verb]) => fetch(url, { method: verb }).then(({ status }) => status), [
        desktop.uiOrigin + path,
        method,
      ] as const)
    expect(await status('/')).toBe(200)
    expect(await status('/api/v1/info')).toBe(200)
    expect(await status('/api/v1/messages', 'DELETE')).toBe(405)
    for (const path of [
      '/..%2f..%2fpackage.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/%2e%2e%2f%2e%2e%2fpackage.json',
      '/..%5c..%5cpackage.json',
      '/%00',
      '/%E0%A4%A',
    ])
      expect(await status(path)).toBe(400)
    expect(await status('/package.json')).toBe(404)
  })

  test('the page has a policy without inline scripts', async () => {
    const policy = await desktop.page.evaluate(() =>
      fetch('/').then(({ headers }) => headers.get('content-security-policy')),
    )
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    const ran = await desktop.page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.body.append(script)
      return 'ran' in window
    })
    expect(ran).toBe(false)
  })
}

/** Asked, it answers how often the window or a frame was not let go somewhere from now on. */
async function noteRefused(): Promise<() => Promise<number>> {
  await desktop.evaluate(({ BrowserWindow }) => {
    const refused: string[] = []
    Reflect.set(globalThis, 'refused', refused)
    BrowserWindow.getAllWindows()[0]!.webContents.on('will-frame-navigate', ({ url, defaultPrevented }) => {
      if (defaultPrevented) refused.push(url)
    })
  })
  return () => desktop.evaluate(() => (Reflect.get(globalThis, 'refused') as string[]).length)
}

async function anyMessage(): Promise<string> {
  await sendMail(smtpPort, { subject: 'Any', html: '<p>Any</p>' })
  return (await callFrom(desktop.page, 'listMessages')).items[0]!.id
}
