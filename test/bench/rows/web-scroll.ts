import { openBrowser } from '#test/support/browser.ts'
import { visitOften } from '../browser/visit-often.ts'
import { takeLongTasks } from '../browser/watch-page.ts'
import { jump, spin } from '../window/scroll.ts'
import { watchFrames } from '../window/watch-frames.ts'
import type { Row } from './row.ts'
import { withLongList } from './with-long-list.ts'

/** Whether the page stays quick when its list is long: turned through by the wheel, then dragged to its end. */
export const webScrollRow: Row = {
  name: 'web-scroll',
  title: 'A list of 100,000 messages scrolled in Chromium',
  note: 'A task of the page that takes more than 50 ms is a jerk that one sees; in brackets the processor’s time alone. First the wheel, then jumps to the end and into the middle. Painted as in the row `web`: the first page of browser and server is told beside it.',
  metrics: [
    { key: 'longTasks', label: 'tasks over 50 ms', unit: '', better: 'less', target: { value: 0 } },
    { key: 'longCpuTasks', label: '(of the processor)', unit: '', better: 'less', target: { value: 0 } },
    { key: 'longestMs', label: 'longest', unit: 'ms', better: 'less', target: { value: 50 } },
    { key: 'dropped', label: 'frames dropped', unit: '', better: 'less' },
    { key: 'paintedMs', label: 'painted', unit: 'ms', better: 'less', target: { value: 500 } },
    { key: 'firstMs', label: 'first page of all', unit: 'ms', better: 'less' },
    { key: 'jumpMs', label: 'rows there after a jump', unit: 'ms', better: 'less' },
  ],
  rounds: 1,
  longestMs: 600_000,
  fits: ({ name, api }) => name === 'mayfly' && api?.listRow !== undefined,
  measure: (contender, tools) =>
    withLongList(contender, tools, async ({ ports }) => {
      const row = contender.api!.listRow!
      const { wheelTurns, listed, starts } = tools.scale
      const browser = await openBrowser()
      try {
        const { page, firstMs, paintedMs } = await visitOften(browser, {
          url: `http://127.0.0.1:${ports.http}/`,
          row,
          visits: starts,
        })
        // What the start took is another row's.
        await page.waitForLoadState('networkidle')
        await takeLongTasks(page)
        let jumpMs = 0
        const watched = await watchFrames(page, async () => {
          await spin(page, row, wheelTurns)
          for (const target of [listed - 10, Math.round(listed / 2)])
            jumpMs = Math.max(jumpMs, await jump(page, row, target))
        })
        const { longTasks, longCpuTasks, dropped } = watched
        return {
          longTasks: longTasks.length,
          longCpuTasks: longCpuTasks.length,
          longestMs: Math.max(0, ...longTasks),
          dropped,
          paintedMs,
          firstMs,
          jumpMs,
        }
      } finally {
        await browser.close()
      }
    }),
}
