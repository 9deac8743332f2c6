import type { Page } from 'playwright-core'

/** A hand that spins the wheel: three rows at a time, 30 times a second. */
const wheelPx = 228
const wheelMs = 33
const rowPx = wheelPx / 3

export async function spin(page: Page, row: string, turns: number): Promise<void> {
  await page.locator(row).first().hover()
  const before = await topRow(page, row)
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, wheelPx)
    await page.waitForTimeout(wheelMs)
  }
  if ((await topRow(page, row)) <= before) throw new Error('The list did not scroll')
}

/** As who drags the scrollbar to a row, until it is painted. Milliseconds. */
export async function jump(page: Page, row: string, target: number): Promise<number> {
  const start = performance.now()
  await page
    .getByRole('listbox')
    .first()
    .evaluate((list, top) => list.scrollTo({ top }), target * rowPx)
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
