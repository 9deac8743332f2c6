import type { Page } from 'playwright-core'
import { openBrowser } from '#test/support/browser.ts'
import { takeLongTasks, watchPages, whenPainted } from '../browser/watch-page.ts'
import type { Row } from './row.ts'
import { withLongList } from './with-long-list.ts'

/** A hand that spins the wheel: three rows at a time, 30 times a second. */
const wheelPx = 228
const wheelMs = 33

/** Whether the page stays quick when its list is long: turned through by the wheel, then dragged to the middle. */
export const webScrollRow: Row = {
  name: 'web-scroll',
  title: 'A list of 100,000 messages scrolled in Chromium',
  note: 'A task of the page that takes more than 50 ms is a jerk that one sees. First the wheel, then one jump down.',
  metrics: [
    { key: 'longTasks', label: 'tasks over 50 ms', unit: '', better: 'less', target: { value: 0 } },
    { key: 'longestMs', label: 'longest', unit: 'ms', better: 'less', target: { value: 50 } },
    { key: 'paintedMs', label: 'painted', unit: 'ms', better: 'less', target: { value: 500 } },
    { key: 'jumpMs', label: 'rows there after a jump', unit: 'ms', better: 'less' },
  ],
  rounds: 1,
  longestMs: 600_000,
  fits: ({ name, api }) => name === 'mayfly' && api?.listRow !== undefined,
  measure: (contender, tools) =>
    withLongList(contender, tools, async ({ ports }) => {
      const row = contender.api!.listRow!
      const browser = await openBrowser()
      try {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
        await watchPages(context, row)
        const page = await context.newPage()
        await page.goto(`http://127.0.0.1:${ports.http}/`)
        const paintedMs = await whenPainted(page)
        // What the start took is another row's.
        await page.waitForLoadState('networkidle')
        await takeLongTasks(page)
        await spin(page, row, tools.scale.wheelTurns)
        const jumpMs = await jump(page, row, tools.scale.wheelTurns)
        const tasks = await takeLongTasks(page)
        return { longTasks: tasks.length, longestMs: Math.max(0, ...tasks), paintedMs, jumpMs }
      } finally {
        await browser.close()
      }
    }),
}

async function spin(page: Page, row: string, turns: number): Promise<void> {
  await page.locator(row).first().hover()
  const before = await topRow(page, row)
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, wheelPx)
    await page.waitForTimeout(wheelMs)
  }
  if ((await topRow(page, row)) <= before) throw new Error('The list did not scroll')
}

/** To a place that the wheel has not reached, until rows are painted there. */
async function jump(page: Page, row: string, turns: number): Promise<number> {
  const start = performance.now()
  const target = 2 * turns * 3
  await page.getByRole('listbox').evaluate((list, top) => list.scrollTo({ top }), target * (wheelPx / 3))
  await page.waitForFunction(
    ([selector, position]) =>
      [...document.querySelectorAll(selector)].some(one => Number(one.ariaPosInSet) > position),
    [row, Math.max(1, target - 20)] as const,
  )
  return performance.now() - start
}

function topRow(page: Page, row: string): Promise<number> {
  return page
    .locator(row)
    .evaluateAll(rows => Math.max(0, ...rows.map(one => Number(one.getAttribute('aria-posinset')))))
}
