import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callNames } from '#shared/shell/call-names.ts'
import { callFrom, invokeFrom } from '#test/support/electron/call-bridge.ts'
import type { Desktop } from '#test/support/electron/desktop.ts'
import { launchDesktop } from '#test/support/electron/launch-desktop.ts'
import { sendMail } from '#test/support/send-mail.ts'

let desktop: Desktop
let smtpPort: number

beforeAll(async () => {
  desktop = await launchDesktop()
  smtpPort = (await callFrom(desktop.page, 'getInfo')).smtpPort!
  await desktop.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    shell.openExternal = async url => void opened.push(url)
  })
})
afterEach(() => desktop.evaluate(() => void Reflect.get(globalThis, 'opened').splice(0)))
afterAll(() => desktop.close())

const opened = () => desktop.evaluate(() => Reflect.get(globalThis, 'opened') as string[])

test('the window is sandboxed, isolated, without Node and without webviews', async () => {
  const preferences = await desktop.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    // Not in Electron's declarations, but it is what its own tests ask.
    return (webContents as never as { getLastWebPreferences(): object }).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })
})

test('the page gets the bridge and nothing else of the process', async () => {
  const seen = await desktop.page.evaluate(() => ({
    bridge: Object.entries(Reflect.get(window, 'mayfly')).map(([name, value]) => `${name}: ${typeof value}`),
    others: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      name => name in window,
    ),
  }))
  expect(seen.bridge.toSorted()).toEqual([...callNames, 'on'].map(name => `${name}: function`).toSorted())
  expect(seen.others).toEqual([])
})

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
  for (const place of places) {
    await desktop.page.evaluate(url => void location.assign(url), place)
    await desktop.page.waitForTimeout(200)
    expect(desktop.page.url()).toBe(before)
  }
  expect(await callFrom(desktop.page, 'getInfo')).toMatchObject({ runtime: 'electron' })
})

test('a frame shows mail and nothing else', async () => {
  const id = await anyMessage()
  const loaded = (url: string) =>
    desktop.page.evaluate(async src => {
      const frame = document.createElement('iframe')
      frame.sandbox.add('allow-same-origin')
      frame.src = src
      document.body.append(frame)
      await new Promise(resolve => setTimeout(resolve, 400))
      const text = frame.contentDocument?.body?.textContent ?? null
      frame.remove()
      return text
    }, url)
  expect(await loaded(`${desktop.uiOrigin}/`)).toBe('')
  expect(await loaded(`${desktop.uiOrigin}/api/v1/info`)).toBe('')
  // Shown, and sandboxed by its own policy: not even its own origin can look into it.
  expect(await loaded(`${desktop.uiOrigin}/api/v1/messages/${id}/html`)).toBeNull()
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

test('no permission is given but to copy', async () => {
  const state = (name: string) =>
    desktop.page.evaluate(
      permission => navigator.permissions.query({ name: permission as never }).then(({ state }) => state),
      name,
    )
  for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'])
    expect(await state(name)).toBe('denied')
  expect(await state('clipboard-write')).toBe('granted')
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

async function anyMessage(): Promise<string> {
  await sendMail(smtpPort, { subject: 'Any', html: '<p>Any</p>' })
  return (await callFrom(desktop.page, 'listMessages')).items[0]!.id
}
