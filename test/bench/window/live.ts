import type { Page } from 'playwright-core'

type WithSeen = Window & { benchSeen: { text: string; at: number } }

/** Milliseconds from when `send` was answered until a row with this text was painted. */
export async function untilShown(
  page: Page,
  row: string,
  text: string,
  send: () => Promise<unknown>,
): Promise<number> {
  await page.evaluate(
    ([selector, wanted]) => {
      const seen = { text: wanted, at: 0 }
      Object.assign(window, { benchSeen: seen })
      const watcher = new MutationObserver(() => {
        if (![...document.querySelectorAll(selector)].some(one => one.textContent.includes(wanted))) return
        watcher.disconnect()
        // A task after the next frame: by then it has been painted.
        requestAnimationFrame(() => setTimeout(() => (seen.at = Date.now())))
      })
      watcher.observe(document, { childList: true, subtree: true, characterData: true, attributes: true })
    },
    [row, text] as const,
  )
  await send()
  const answered = Date.now()
  const found = await page.waitForFunction(() => (window as unknown as WithSeen).benchSeen.at)
  return (await found.jsonValue()) - answered
}

/** Calls of the API that the page makes meanwhile, by path. */
export function countCalls(page: Page): () => Record<string, number> {
  const counts: Record<string, number> = {}
  page.on('request', request => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) counts[pathname] = (counts[pathname] ?? 0) + 1
  })
  return () => counts
}
