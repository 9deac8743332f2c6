import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const grave = new Set(['serious', 'critical'])

/**
 * Fails on what axe calls serious or critical, and says what and where. A mail in its frame is not looked into: how it
 * is made is not the window's doing.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // What appears or moves is half transparent for a moment, and would be faulted for its contrast.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))),
  )
  await page.evaluate(source)
  const results = await page.evaluate<AxeResults>('axe.run(document, { iframes: false })')
  const faults = results.violations
    .filter(({ impact }) => grave.has(impact ?? ''))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary ?? ''}`),
    )
  expect(faults.join('\n')).toBe('')
}
