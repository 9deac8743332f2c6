import type { Browser, Page } from 'playwright-core'
import { median } from '../report/statistics.ts'
import { watchPages, whenPainted } from './watch-page.ts'

type Visits = { url: string; row: string; visits: number }

/** How long a page takes until its list is painted, in the middle of so many visits after the first; and the last of them as it stands. */
export async function visitOften(
  browser: Browser,
  { url, row, visits }: Visits,
): Promise<{ page: Page; firstMs: number; paintedMs: number }> {
  // It starts processes of the browser, and the server has never sent the page: told, but not judged.
  let last = await visit(browser, url, row)
  const firstMs = last.paintedMs
  const painted: number[] = []
  for (let count = 0; count < visits; count += 1) {
    await last.page.context().close()
    last = await visit(browser, url, row)
    painted.push(last.paintedMs)
  }
  return { page: last.page, firstMs, paintedMs: median(painted) }
}

/** As somebody whose browser has never seen the page. */
async function visit(browser: Browser, url: string, row: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await watchPages(context, row)
  const page = await context.newPage()
  await page.goto(url)
  return { page, paintedMs: await whenPainted(page) }
}
