import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openPage } from '#test/support/browser.ts'
import { demoMails } from '#test/support/demo-mails.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { projectRoot } from '../headless/launch.ts'
import { useWebApp } from './use-web-app.ts'

/** `npm run docs:screenshots` copies what is written here into the docs. */
const folder = join(projectRoot, 'out', 'screenshots')

const app = useWebApp()
beforeAll(() => void mkdirSync(folder, { recursive: true }))

const views = [
  ['inbox-light', 'light', { width: 1440, height: 900 }],
  ['inbox-dark', 'dark', { width: 1440, height: 900 }],
  ['narrow-light', 'light', { width: 1024, height: 700 }],
  ['phone-light', 'light', { width: 390, height: 844 }],
  ['phone-dark', 'dark', { width: 390, height: 844 }],
] as const

test.each(views)('an empty store: %s', async (name, colorScheme, viewport) => {
  const page = await openPage(app.browser, app.url, { colorScheme, viewport })
  await page.getByText('No mail yet').waitFor()
  await page.screenshot({ path: join(folder, `empty-${name}.png`), animations: 'disabled' })
  expect(page.faults).toEqual([])
  await page.context().close()
})

test('mail comes in', async () => {
  for (const mail of demoMails) await sendMail(app.smtpPort, mail)
  const { total } = (await (await fetch(`${app.url}/api/v1/messages`)).json()) as { total: number }
  expect(total).toBe(demoMails.length)
})

test.each(views)('with mail: %s', async (name, colorScheme, viewport) => {
  const page = await openPage(app.browser, app.url, { colorScheme, viewport })
  const row = page.getByTestId('message-row').first()
  await row.waitFor()
  if (viewport.width < 600) await page.screenshot({ path: join(folder, `${name}-list.png`) })
  await row.click()
  await page.getByTestId('code-button').first().waitFor()
  await page.frameLocator('[data-testid=preview-frame]').getByText('Sign in to Northwind').waitFor()
  // Nothing sticks out of the window sideways.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  // The pointer would mark the row.
  await page.mouse.move(viewport.width - 20, viewport.height - 20)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  await page.context().close()
})
