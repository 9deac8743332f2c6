import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { callNames } from '#shared/shell/call-names.ts'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { projectRoot } from '../headless/launch.ts'
import { desktop, opened } from './the-app.ts'

/**
 * Electron's own list of what to look at (electronjs.org/docs/latest/tutorial/security), point by point and by its numbers,
 * on what was built. What only a binary has is read from it by packaging.test.ts; safety.ts tries more of each way in.
 */
export function describeChecklist(): void {
  let preferences: Record<string, unknown>

  beforeAll(async () => {
    preferences = await desktop.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      // Not in Electron's declarations, but it is what its own tests ask.
      return (
        webContents as never as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences()
    })
  })

  const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
  /** What runs in the main process and before the page. */
  const shell = () =>
    [...readdirSync(join(projectRoot, 'src-main/electron'), { recursive: true, encoding: 'utf8' })]
      .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map(name => read(join('src-main/electron', name)))
      .join('\n') + read('out/preload/preload.cjs')
  const policyOf = (path: string) =>
    desktop.page.evaluate(
      url => fetch(url).then(({ headers }) => headers.get('content-security-policy') ?? ''),
      path,
    )

  test('1. Only load secure content: everything comes by the scheme of the app, nothing by the network', async () => {
    const sources = await desktop.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    )
    expect(sources.length).toBeGreaterThan(1)
    expect(new Set(sources)).toEqual(new Set([desktop.uiOrigin]))
    expect(read('out/renderer/index.html')).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  test('2. Do not enable Node.js integration', async () => {
    expect(preferences).toMatchObject({ nodeIntegration: false })
    expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false)
    expect(preferences['nodeIntegrationInSubFrames'] ?? false).toBe(false)
    const found = await desktop.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(name => name in window),
    )
    expect(found).toEqual([])
  })

  test('3. Enable context isolation', () => {
    expect(preferences['contextIsolation']).toBe(true)
    expect(read('out/preload/preload.cjs')).toContain('exposeInMainWorld("mayfly"')
  })

  test('4. Enable process sandboxing', () => {
    expect(preferences['sandbox']).toBe(true)
    expect(shell()).toContain('app.enableSandbox()')
  })

  test('5. Handle permission requests: what is not for copying is denied', async () => {
    const state = (name: string) =>
      desktop.page.evaluate(
        permission => navigator.permissions.query({ name: permission as never }).then(({ state }) => state),
        name,
      )
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'])
      expect(await state(name), name).toBe('denied')
    expect(await state('clipboard-write')).toBe('granted')
  })

  test('6. Do not disable webSecurity', () => {
    expect(preferences['webSecurity'] ?? true).toBe(true)
  })

  test('7. Define a Content-Security-Policy, by header, on the page and on mail', async () => {
    const policy = await policyOf('/')
    for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    const { smtpPort } = await callFrom(desktop.page, 'getInfo')
    await sendMail(smtpPort!, { subject: 'Any', html: '<p>Any</p>' })
    const { id } = (await callFrom(desktop.page, 'listMessages')).items[0]!
    const ofMail = await policyOf(`/api/v1/messages/${id}/html`)
    expect(ofMail).toMatch(/(^|; )sandbox/)
    expect(ofMail).not.toMatch(/allow-scripts|script-src(?! 'none')/)
  })

  test.each([
    ['8. Do not enable allowRunningInsecureContent', 'allowRunningInsecureContent'],
    ['9. Do not enable experimental features', 'experimentalFeatures'],
    ['10. Do not use enableBlinkFeatures', 'enableBlinkFeatures'],
    ['11. Do not use allowpopups for webviews', 'allowpopups'],
  ])('%s', (_name, setting) => {
    expect(preferences[setting] ?? false).toBe(false)
    expect(shell()).not.toContain(setting)
  })

  test('12. Verify webview options before creation: there is none, and none can be attached', async () => {
    expect(preferences['webviewTag']).toBe(false)
    const prevented = await desktop.evaluate(({ BrowserWindow }) => {
      let wasPrevented = false
      const event = { preventDefault: () => (wasPrevented = true) }
      BrowserWindow.getAllWindows()[0]!.webContents.emit('will-attach-webview', event, {}, {})
      return wasPrevented
    })
    expect(prevented).toBe(true)
  })

  test('13. Disable or limit navigation', async () => {
    const before = desktop.page.url()
    await desktop.page.evaluate(() => location.assign('https://shop.test/'))
    // An answer of the page's own process: the navigation was decided before.
    expect(await callFrom(desktop.page, 'getInfo')).toMatchObject({ runtime: 'electron' })
    expect(desktop.page.url()).toBe(before)
  })

  test('14. Disable or limit creation of new windows', async () => {
    await desktop.page.evaluate(() => void window.open('https://shop.test/popup'))
    await expect.poll(opened).toContain('https://shop.test/popup')
    await expect.poll(() => desktop.pages().filter(page => !page.isClosed()).length).toBe(1)
  })

  test('15. Do not use shell.openExternal with untrusted content: only http, https and mailto', async () => {
    const before = await opened()
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'smb://shop.test/share', 'ms-msdt:/id'])
      expect(
        await desktop.page.evaluate(
          link => Reflect.get(window, 'mayfly').openLink(link) as Promise<unknown>,
          url,
        ),
      ).toEqual({ ok: true, output: false })
    expect(await opened()).toEqual(before)
    // One place hands links to the system, behind the check of their scheme.
    const callers = shell().match(/\bopenExternal\(/g) ?? []
    const checked = shell().match(/openLink\(\w+, link => shell\.openExternal\(link\)\)/g) ?? []
    expect(callers.length).toBe(checked.length)
  })

  test('16. Use a current version of Electron: one exact version, whose advisories a release asks for', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { electron: string } }
    const installed = JSON.parse(read('node_modules/electron/package.json')) as { version: string }
    expect(devDependencies.electron).toBe(installed.version)
    expect(read('.github/workflows/release.yml')).toContain('npm run audit')
  })

  test('17. Validate the sender of all IPC messages: all come in at the one place that does', () => {
    expect(callNames.length).toBeGreaterThan(4)
    const entrances = shell().match(/\b(ipc|ipcMain)\.(handle|on|handleOnce|once)\(/g)
    expect(entrances).toEqual(['ipc.handle('])
    expect(read('src-main/electron/bridge/serve-calls.ts')).toContain('isFrom(event, open.contents)')
  })

  test('18. Avoid the file:// protocol: the page has a scheme of its own', () => {
    expect(shell()).not.toMatch(/loadFile\(|file:\/\//)
    expect(shell()).toContain("export const uiScheme = 'mayfly-app'")
  })

  describe('19. Check which fuses you can change', () => {
    test('each has its place in electron-builder.yml; packaging.test.ts reads them from the binary', () => {
      const { electronFuses, asar } = parse(read('electron-builder.yml')) as {
        electronFuses: Record<string, boolean>
        asar: boolean
      }
      expect(asar).toBe(true)
      const on = Object.entries(electronFuses).flatMap(([name, value]) => (value ? [name] : []))
      expect(on.toSorted()).toEqual([
        'enableCookieEncryption',
        'enableEmbeddedAsarIntegrityValidation',
        'onlyLoadAppFromAsar',
      ])
      expect(Object.keys(electronFuses)).toHaveLength(7)
    })
  })

  test('20. Do not expose Electron APIs to untrusted web content: calls that are declared, and what is pushed', async () => {
    const bridge = await desktop.page.evaluate(() =>
      Object.entries(Reflect.get(window, 'mayfly') as object).map(
        ([name, value]) => `${name}: ${typeof value}`,
      ),
    )
    expect(bridge.toSorted()).toEqual([...callNames, 'on'].map(name => `${name}: function`).toSorted())
    const frame = await desktop.page.evaluate(async () => {
      const inner = document.createElement('iframe')
      document.body.append(inner)
      const found = inner.contentWindow !== null && 'mayfly' in inner.contentWindow
      inner.remove()
      return found
    })
    // Simulated, the preload runs in every frame; in Electron only in the page's own.
    if (desktop.kind === 'electron') expect(frame).toBe(false)
  })
}
