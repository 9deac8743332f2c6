import type { BrowserContext, Page } from 'playwright-core'

/** What a page notes about itself, under this name in its window. */
type Notes = { paintedMs?: number; longTasks: number[] }
type WithNotes = Window & { benchNotes: Notes }

/** Every page of the context notes when its first row was painted, and tasks of more than 50 ms. */
export async function watchPages(context: BrowserContext, row: string): Promise<void> {
  await context.addInitScript((selector: string) => {
    const notes: Notes = { longTasks: [] }
    Object.assign(window, { benchNotes: notes })
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) notes.longTasks.push(duration)
    }).observe({ type: 'longtask' })
    const seen = new MutationObserver(() => {
      if (!document.querySelector(selector)) return
      seen.disconnect()
      // A task after the next frame: by then it has been painted.
      requestAnimationFrame(() => setTimeout(() => (notes.paintedMs = performance.now())))
    })
    seen.observe(document, { childList: true, subtree: true })
  }, row)
}

/** Milliseconds from the start of the navigation until the first row was painted. */
export async function whenPainted(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => (window as unknown as WithNotes).benchNotes.paintedMs)
  return (await found.jsonValue()) ?? NaN
}

/** How long each task took that took more than 50 ms, since the page was opened or this was asked before. */
export function takeLongTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as WithNotes).benchNotes.longTasks.splice(0))
}

/** Kilobytes of script that the page has loaded so far, as they were sent. */
export function scriptKilobytes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const scripts = resources.filter(({ name }) => new URL(name).pathname.endsWith('.js'))
    return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024
  })
}
