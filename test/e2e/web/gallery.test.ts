import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { openPage } from '#test/support/browser.ts'
import { addRemotes, fillStore } from '#test/support/demo-store.ts'
import { projectRoot } from '../headless/launch.ts'
import { useWebApp } from './use-web-app.ts'

/** Every page with something on it. `npm run docs:screenshots` copies these into the docs. */
const folder = join(projectRoot, 'out', 'screenshots')

const app = useWebApp()
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  await fillStore(app)
})

const shots: [name: string, path: string, ready: (page: Page) => Promise<unknown>][] = [
  ['keys', 'keys', page => page.getByText('Playwright, staging').first().waitFor()],
  ['accounts', 'accounts', page => page.getByText('Agency').first().waitFor()],
  ['domains', 'domains', page => page.getByText('staging.example.test').waitFor()],
  ['webhooks', 'webhooks', page => page.getByText('hooks.example.test').first().waitFor()],
  ['usage', 'usage', page => page.locator('canvas').first().waitFor()],
  ['activity', 'activity', page => page.getByText('digest@news.test').waitFor()],
  ['connect', 'connect', page => page.getByRole('button', { name: 'Send a test mail' }).waitFor()],
  ['settings', 'settings', page => page.getByText('Fingerprint').waitFor()],
  ['backup', 'settings/backup', page => page.getByRole('heading', { name: 'Backup' }).first().waitFor()],
  ['palette', 'mail', openPalette],
  ['selection', 'mail', selectSome],
  ['parts', 'mail', page => openTab(page, 'Parts')],
  ['session', 'mail', page => openTab(page, 'Session')],
]

test.each(['light', 'dark'] as const)('every page: %s', async colorScheme => {
  const page = await openPage(app.browser, app.url, { colorScheme, reducedMotion: 'reduce' })
  for (const [name, path, ready] of shots) {
    await page.goto('about:blank')
    await page.goto(`${app.url}/#/${path}`)
    await ready(page)
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' })
  }
  await page.context().close()
})

test('in Russian, on a narrow window and on a phone', async () => {
  const page = await openPage(app.browser, app.url, { locale: 'ru-RU', reducedMotion: 'reduce' })
  await page.getByTestId('message-row').first().click()
  await page.getByTestId('code-button').first().waitFor()
  await page.screenshot({ path: join(folder, 'inbox-russian.png') })
  for (const [name, viewport] of [
    ['narrow', { width: 1024, height: 700 }],
    ['phone', { width: 390, height: 844 }],
  ] as const) {
    await page.setViewportSize(viewport)
    await page.goto(`${app.url}/#/keys`)
    await page.getByText('Playwright, staging').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.screenshot({ path: join(folder, `keys-russian-${name}.png`) })
  }
  await expectAccessible(page)
  await page.context().close()
})

async function openPalette(page: Page): Promise<void> {
  await page.getByTestId('message-row').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByText('Go to').first().waitFor()
}

async function selectSome(page: Page): Promise<void> {
  const rows = page.getByTestId('message-row')
  for (const index of [1, 2, 4]) await rows.nth(index).click({ modifiers: ['Control'] })
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByTestId('message-row').filter({ hasText: 'Your sign-in code' }).first().click()
  const tab = page.getByRole('tab', { name })
  await tab.click()
  await page.getByRole('tabpanel', { name }).waitFor()
  // What is in it comes with a call of its own.
  await page.waitForLoadState('networkidle')
}

test('remote accounts, and the mail of one', async () => {
  await addRemotes(app)
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await openPage(app.browser, `${app.url}/#/remotes`, { colorScheme, reducedMotion: 'reduce' })
    await page.getByRole('row').filter({ hasText: 'Contractor' }).getByText('Offline').waitFor()
    await page.screenshot({ path: join(folder, `remotes-${colorScheme}.png`) })
    await page.getByRole('link', { name: 'Staging inboxes' }).click()
    await page.getByRole('link', { name: 'Show its mail' }).click()
    await page.getByTestId('message-row').filter({ hasText: 'Confirm your' }).first().click()
    await page.getByRole('tab', { name: 'Preview' }).waitFor()
    await page.screenshot({ path: join(folder, `remote-mail-${colorScheme}.png`), animations: 'disabled' })
    await page.context().close()
  }
})
