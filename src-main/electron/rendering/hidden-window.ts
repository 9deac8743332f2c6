import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type WebContents } from 'electron'
import { uiScheme } from '../ui-origin.ts'

/** A page to be drawn where nobody sees it: what it is, and what it may do, which is nothing but to be drawn. */
export type HiddenPage = { html: string; policy: string; width: number }

type DrawOptions = {
  /** For the work, once the page is there: a person may look at a dialog as long as they like. */
  withinMs?: number
  /** Pixels are wanted, and not only the page. */
  painted?: boolean
}

/** In memory, with no cookie, no cache and nothing of the window's. */
const partition = 'mayfly-hidden'
const pageUrl = (id: string) => `${uiScheme}://hidden/${id}`
/** Longer than any mail takes; a page that never ends loading must not keep somebody waiting. */
const drawnWithinMs = 20_000

/** Draws pages in windows without scripts, network, storage or a way out, one window for each, gone afterwards. */
export function createHiddenWindows() {
  const pages = new Map<string, HiddenPage>()
  let prepared = false

  function prepare(): void {
    if (prepared) return
    prepared = true
    const own = session.fromPartition(partition)
    own.protocol.handle(uiScheme, ({ url }) => {
      const page = pages.get(url)
      if (!page) return new Response(null, { status: 404 })
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': page.policy }
      return new Response(page.html, { headers })
    })
    own.webRequest.onBeforeRequest(({ url }, answer) =>
      answer({ cancel: !pages.has(url) && !url.startsWith('data:') }),
    )
    own.setPermissionCheckHandler(() => false)
    own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    own.on('will-download', event => event.preventDefault())
  }

  return async function draw<T>(
    page: HiddenPage,
    work: (contents: WebContents) => Promise<T>,
    { withinMs = drawnWithinMs, painted = false }: DrawOptions = {},
  ): Promise<T> {
    prepare()
    const url = pageUrl(randomUUID())
    pages.set(url, page)
    const window = open(page.width, painted)
    try {
      await withTimeout(window.loadURL(url), drawnWithinMs)
      return await withTimeout(work(window.webContents), withinMs)
    } finally {
      pages.delete(url)
      if (!window.isDestroyed()) window.destroy()
    }
  }
}

function open(width: number, painted: boolean): BrowserWindow {
  return new BrowserWindow({
    show: false,
    width,
    height: 900,
    webPreferences: {
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      javascript: false,
      webgl: false,
      plugins: false,
      spellcheck: false,
      disableDialogs: true,
      // Drawn although nobody sees it, and not smaller than the screen. Printers are not asked for from such a window.
      offscreen: painted,
      backgroundThrottling: false,
    },
  })
}

function withTimeout<T>(work: Promise<T>, withinMs: number): Promise<T> {
  if (withinMs === Infinity) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('The message took too long to draw')), withinMs)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
