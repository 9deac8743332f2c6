import type { Page } from 'playwright-core'
import { openBrowser } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { watchPages, whenPainted } from '../browser/watch-page.ts'
import { median } from '../report/statistics.ts'
import { countCalls, untilShown } from '../window/live.ts'
import { watchFrames } from '../window/watch-frames.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

const burst = 3_000
/** The page is given time to come to rest, in which it may still jerk. */
const restMs = 1_500
/** Between lone mails: the page has nothing left to do of the one before. */
const loneMs = 500

/** Whether mail is in sight at once, and whether the page stays quick when very much comes at once. */
export const webBurstRow: Row = {
  name: 'web-burst',
  title: 'Mail arriving while the page is open in Chromium: single mails, then 3,000 at once',
  note: 'From the 250 until the row is painted. Then the longest tasks of the page in the burst, and what it asked the server.',
  metrics: [
    { key: 'shownMs', label: 'in the list', unit: 'ms', better: 'less', target: { value: 100 } },
    { key: 'longTasks', label: 'tasks over 50 ms', unit: '', better: 'less', target: { value: 0 } },
    { key: 'longCpuTasks', label: '(of the processor)', unit: '', better: 'less', target: { value: 0 } },
    { key: 'longestMs', label: 'longest', unit: 'ms', better: 'less', target: { value: 50 } },
    { key: 'dropped', label: 'frames dropped', unit: '', better: 'less' },
    { key: 'listCalls', label: 'list calls', unit: '', better: 'less' },
  ],
  rounds: 1,
  fits: ({ name, api }) => name === 'mayfly' && api?.listRow !== undefined,
  measure: (contender, { scale, load, withServer }) =>
    withServer(contender, {}, async server => {
      const row = contender.api!.listRow!
      await deliver(server, load, { kind: 'real', first: 0, messages: 200, connections: 4, keepOpen: true })
      const browser = await openBrowser()
      try {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
        await watchPages(context, row)
        const page = await context.newPage()
        await page.goto(`http://127.0.0.1:${server.ports.http}/`)
        await whenPainted(page)
        const shown = await loneMails(page, row, server.ports.smtp, scale.starts)
        const calls = countCalls(page)
        const { longTasks, longCpuTasks, dropped } = await watchFrames(page, async () => {
          const job = { kind: 'real', first: 1_000, messages: burst, mailboxes: 50, keepOpen: true } as const
          await deliver(server, load, { ...job, connections: scale.connections })
          await page.waitForTimeout(restMs)
        })
        return {
          shownMs: median(shown),
          longTasks: longTasks.length,
          longCpuTasks: longCpuTasks.length,
          longestMs: Math.max(0, ...longTasks),
          dropped,
          listCalls: calls()['/api/v1/messages'] ?? 0,
        }
      } finally {
        await browser.close()
      }
    }),
}

async function loneMails(page: Page, row: string, port: number, count: number): Promise<number[]> {
  const shown: number[] = []
  for (let n = 0; n < count; n += 1) {
    const subject = `Lone mail ${n}.`
    shown.push(await untilShown(page, row, subject, () => sendMail(port, { subject, text: 'x' })))
    await page.waitForTimeout(loneMs)
  }
  return shown
}
