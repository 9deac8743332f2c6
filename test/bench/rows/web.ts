import { openBrowser } from '#test/support/browser.ts'
import { visitOften } from '../browser/visit-often.ts'
import { scriptKilobytes } from '../browser/watch-page.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

/** More than a page of the list holds. */
const mails = 200

/** What somebody waits who opens the page: a browser that has never seen it, the list full. */
export const webRow: Row = {
  name: 'web',
  title: 'The page in Chromium: from the start of loading until the list is painted',
  note: 'Nothing in the cache of the browser; 200 mails stored. The first page of browser and server is told beside the others. Script is what was sent until then, compressed where it was.',
  metrics: [
    { key: 'paintedMs', label: 'painted', unit: 'ms', better: 'less', target: { value: 500 } },
    { key: 'firstMs', label: 'first page of all', unit: 'ms', better: 'less' },
    { key: 'scriptKb', label: 'script', unit: 'KB', better: 'less', target: { value: 200 } },
  ],
  fits: ({ api }) => api?.listRow !== undefined,
  measure: (contender, { scale, load, withServer }) =>
    withServer(contender, {}, async server => {
      await deliver(server, load, { kind: 'real', first: 0, messages: mails, connections: 4, keepOpen: true })
      const browser = await openBrowser()
      try {
        const { page, firstMs, paintedMs } = await visitOften(browser, {
          url: `http://127.0.0.1:${server.ports.http}/`,
          row: contender.api!.listRow!,
          visits: scale.starts,
        })
        return { paintedMs, firstMs, scriptKb: await scriptKilobytes(page) }
      } finally {
        await browser.close()
      }
    }),
}
