import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { findBrowser } from '../../scripts/ensure-browser.mjs'

/** A real Chromium that speaks to nobody but us. */
export async function openBrowser(more: string[] = []): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('There is no browser: npm test installs one')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', // CI runs as root, where Chromium's own sandbox cannot start
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}

export type WatchedPage = Page & { faults: string[] }

/** A page that remembers every error it reports; tests expect none. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
  })
  const page = Object.assign(await context.newPage(), { faults: [] as string[] })
  page.on('pageerror', error => page.faults.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') page.faults.push(message.text())
  })
  await page.goto(url)
  return page
}
