import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { openBrowser } from '../../browser.ts'
import type { AppCalls, HostCalls } from '../calls.ts'
import type { Link } from '../link.ts'
import { checkHiddenRequest, checkRequest, frameOf, type Asking } from './check-request.ts'
import { toBrowserUrl } from './origin-map.ts'
import { applyPermissions } from './permissions.ts'
import { preloadScript } from './preload-script.ts'
import { openSchemeServer, partitionHeader } from './scheme-server.ts'
import { deliver, wireWindow } from './wire-window.ts'

type Window = Asking & { page: Page }
type WindowCalls = Pick<HostCalls, 'openWindow' | 'load' | 'reload' | 'send' | 'closeWindow' | 'command'>

const appOrigin = 'mayfly-app://app'
/** Keeps a mail's frame in the page's process, where the driver sees what it opens. */
const oneProcess = '--disable-features=IsolateSandboxedIframes'

/** The windows of the simulated app, as pages of one Chromium, which begins with the first of them: a start may fail before. */
export function createChromium(getApp: () => Link<AppCalls>) {
  let opening: ReturnType<typeof openChromium> | undefined
  const open = () => (opening ??= openChromium(getApp))
  let windows: () => Page[] = () => []
  const calls: WindowCalls = {
    async openWindow(of) {
      const chromium = await open()
      windows = chromium.pages
      await chromium.calls.openWindow(of)
    },
    load: async of => (await open()).calls.load(of),
    reload: async of => (await open()).calls.reload(of),
    send: async of => (await open()).calls.send(of),
    closeWindow: async of => (await open()).calls.closeWindow(of),
    command: async of => (await open()).calls.command(of),
  }
  return { calls, pages: () => windows(), close: async () => (await opening)?.close() }
}

/** Opens it at once. */
export async function openChromium(getApp: () => Link<AppCalls>) {
  const server = await openSchemeServer(getApp)
  const browser = await openBrowser([oneProcess, server.hostRules])
  const browserSession = await browser.newBrowserCDPSession()
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB' })
  const windows: Window[] = []
  /** Windows in sessions of their own, which nobody sees. */
  const hidden = new Map<number, Page>()
  const sessions = new WeakMap<Page, CDPSession>()
  await checkRequests(context, windows, getApp)

  const pageOf = (id: number) => windows.find(window => window.id === id)?.page
  const calls: WindowCalls = {
    async openWindow({ window: id, preload, partition, javascript, width, height }) {
      if (partition !== undefined) {
        const page = await openHidden(browser, { partition, javascript, app: getApp() })
        await page.setViewportSize({ width, height })
        hidden.set(id, page)
        return
      }
      const page = await context.newPage()
      await page.setViewportSize({ width, height })
      windows.push({ id, page, loading: undefined })
      await wireWindow({ id, page, app: getApp() })
      await applyPermissions(browserSession, page, appOrigin, permission =>
        getApp().call('mayUse', { window: id, permission, origin: appOrigin }),
      )
      if (preload !== undefined) await page.addInitScript({ content: preloadScript(preload) })
    },
    async load({ window: id, url }) {
      const alone = hidden.get(id)
      if (alone) return void (await alone.goto(toBrowserUrl(url)))
      const window = windows.find(one => one.id === id)!
      window.loading = toBrowserUrl(url)
      await window.page.goto(window.loading)
    },
    async reload({ window: id }) {
      const window = windows.find(one => one.id === id)
      if (!window) return
      window.loading = window.page.url()
      await window.page.reload()
    },
    async send({ window: id, channel, args }) {
      const page = pageOf(id)
      if (page) await deliver(page, channel, args)
    },
    async closeWindow({ window: id }) {
      await hidden.get(id)?.context().close()
      hidden.delete(id)
      await pageOf(id)?.close()
    },
    async command({ window: id, method, params }) {
      const page = hidden.get(id) ?? pageOf(id)!
      const devtools = sessions.get(page) ?? (await page.context().newCDPSession(page))
      sessions.set(page, devtools)
      return devtools.send(method as never, params as never) // the app's word for what Chromium takes
    },
  }
  return {
    calls,
    pages: () => windows.map(({ page }) => page),
    async close() {
      await browser.close()
      server.close()
    },
  }
}

type Hidden = { partition: string; javascript: boolean; app: Link<AppCalls> }

/** A session that is not the default one shares nothing with it: it is a context of its own. */
async function openHidden(browser: Browser, { partition, javascript, app }: Hidden): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: javascript,
    serviceWorkers: 'block',
    extraHTTPHeaders: { [partitionHeader]: partition },
  })
  await context.route('**/*', route => checkHiddenRequest(route, partition, app))
  return context.newPage()
}

async function checkRequests(context: BrowserContext, windows: Window[], getApp: () => Link<AppCalls>) {
  await context.route('**/*', route => {
    const page = frameOf(route)?.page()
    return checkRequest(
      route,
      windows.find(window => window.page === page),
      getApp(),
    ).catch(() => {
      // The page or the app went away meanwhile.
    })
  })
  // Electron would not have opened it: the app was asked, and a second window it opens by itself has no opener.
  context.on('page', async page => {
    const opener = await page.opener()
    if (!opener) return
    await page.close()
    // In Electron nothing came before it. A page behind another is drawn seldom.
    await opener.bringToFront().catch(() => {})
  })
}
