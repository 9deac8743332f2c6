import { openBrowser } from '#test/support/browser.ts'
import { scriptKilobytes, watchPages, whenPainted } from '../browser/watch-page.ts'
import { median } from '../report/statistics.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

/** More than a page of the list holds. */
const mails = 200

/** What somebody waits who opens the page: a browser that has never seen it, the list full. */
export const webRow: Row = {
  name: 'web',
  title: 'The page in Chromium: from the start of loading until the list is painted',
  note: 'Nothing in the cache of the browser, 200 mails stored. Script is what was sent until then, compressed where it was.',
  metrics: [
    { key: 'paintedMs', label: 'painted', unit: 'ms', better: 'less', target: { value: 500 } },
    { key: 'scriptKb', label: 'script', unit: 'KB', better: 'less', target: { value: 200 } },
  ],
  fits: ({ api }) => api?.listRow !== undefined,
  measure: (contender, { scale, load, withServer }) =>
    withServer(contender, {}, async server => {
      await deliver(server, load, { kind: 'real', first: 0, messages: mails, connections: 4, keepOpen: true })
      const browser = await openBrowser()
      try {
        const painted: number[] = []
        let scriptKb = 0
        // The first one starts processes of the browser, which is not the page's affair.
        for (let visit = 0; visit <= scale.starts; visit += 1) {
          const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
          await watchPages(context, contender.api!.listRow!)
          const page = await context.newPage()
          await page.goto(`http://127.0.0.1:${server.ports.http}/`)
          painted.push(await whenPainted(page))
          scriptKb = await scriptKilobytes(page)
          await context.close()
        }
        return { paintedMs: median(painted.slice(1)), scriptKb }
      } finally {
        await browser.close()
      }
    }),
}
