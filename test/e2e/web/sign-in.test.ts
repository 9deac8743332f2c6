import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, openPage, type WatchedPage } from '#test/support/browser.ts'
import { outsideAddress } from '#test/support/outside-address.ts'
import { ownerPassword, passwordFile } from '#test/support/password-file.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { mayfly, projectRoot, type Launched, type Ready } from '../headless/launch.ts'

const folder = join(projectRoot, 'out', 'screenshots')

let file: ReturnType<typeof passwordFile>
let browser: Browser
let server: Launched
let app: Ready
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  file = passwordFile()
  browser = await openBrowser()
})
// One for each test: tries of one test must not count for the next.
beforeEach(async () => {
  await stop()
  server = start('0')
  app = await server.ready
})
afterAll(async () => {
  await browser.close()
  await stop()
  file.remove()
})

function start(httpPort: string): Launched {
  const binding = ['--host', '0.0.0.0', '--password-file', file.path, '--data-dir', ':memory:']
  const ports = ['--smtp-port', '0', '--http-port', httpPort, '--ready-json', '--log-level', 'error']
  return mayfly('serve', ...binding, ...ports)
}

async function stop(): Promise<void> {
  server?.process.kill('SIGTERM')
  await server?.ended
}

const field = (page: WatchedPage) => page.getByLabel('Password')
async function signIn(page: WatchedPage, password = ownerPassword): Promise<void> {
  await field(page).fill(password)
  await page.keyboard.press('Enter')
}
/** The browser reports refused calls by itself; nothing else may go wrong. */
const otherFaults = ({ faults }: WatchedPage) => faults.filter(fault => !/status of 4(01|29)/.test(fault))

test('a wrong password is told, the right one leads to the mail, and out again', async () => {
  // As from another machine, where there is such an address: to the browser that is no secure context.
  const page = await openPage(browser, `http://${outsideAddress ?? '127.0.0.1'}:${app.httpPort}`)
  await field(page).waitFor()
  expect(page.faults).toEqual([])
  expect(await field(page).evaluate(element => element === document.activeElement)).toBe(true)

  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Type the password').waitFor()
  await signIn(page, 'not the password')
  await page.getByRole('alert').getByText('That is not the password').waitFor()
  expect(await field(page).getAttribute('aria-invalid')).toBe('true')
  expect(await field(page).evaluate(element => element === document.activeElement)).toBe(true)

  await page.keyboard.type(ownerPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('No mail yet').waitFor()
  await sendMail(app.smtpPort, { subject: 'It is live', text: 'x' })
  await page.getByTestId('message-row').getByText('It is live').waitFor()

  await page.reload()
  await page.getByTestId('message-row').getByText('It is live').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await field(page).waitFor()
  expect(await page.getByText('It is live').count()).toBe(0)
  await page.reload()
  await field(page).waitFor()
  expect(otherFaults(page)).toEqual([])
  await page.context().close()
})

test('a page that signs out asks for nothing while its session ends', async () => {
  const page = await openPage(browser, app.url)
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await expect.poll(() => page.getByTestId('connection-dot').getAttribute('data-state')).toBe('live')
  // The server has ended the session and its event stream, and the page has not heard of it yet.
  await page.route('**/api/v1/session', async route => {
    if (route.request().method() !== 'DELETE') return route.continue()
    const answer = await route.fetch()
    await new Promise(resolve => setTimeout(resolve, 1500))
    await route.fulfill({ response: answer })
  })
  page.faults.length = 0
  await page.getByRole('button', { name: 'Sign out' }).click()
  await field(page).waitFor()
  expect(page.faults).toEqual([])
  await page.context().close()
})

test('after a restart one signs in again, and is where one was, with mail coming in', async () => {
  const page = await openPage(browser, `${app.url}/#/mailbox/someone@mayfly.test`)
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await expect.poll(() => page.getByTestId('connection-dot').getAttribute('data-state')).toBe('live')
  const { httpPort } = app
  await stop()
  server = start(String(httpPort))
  app = await server.ready
  await field(page).waitFor()
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  expect(page.url()).toContain('#/mailbox/someone@mayfly.test')
  await sendMail(app.smtpPort, { subject: 'after the restart', text: 'x' })
  await page.getByTestId('message-row').getByText('after the restart').waitFor()
  await page.context().close()
})

test('too many tries are held up, and the page says for how long', async () => {
  const page = await openPage(browser, app.url)
  for (let n = 1; n <= 5; n++) {
    const answered = page.waitForResponse(
      answer => answer.url().endsWith('/session') && answer.status() === 401,
    )
    await signIn(page, `guess ${n}`)
    await answered
    await page.getByRole('button', { name: 'Sign in', disabled: false }).waitFor()
  }
  await signIn(page)
  await page.getByRole('alert').getByText('Too many tries').waitFor()
  const button = page.getByRole('button', { name: /Try again in \d+ s/ })
  expect(await button.isDisabled()).toBe(true)
  await page.screenshot({ path: join(folder, 'sign-in-held-up.png') })
  expect(otherFaults(page)).toEqual([])
  await page.context().close()
})

test.each([
  ['light', 1440, 900],
  ['dark', 1440, 900],
  ['light', 390, 844],
  ['dark', 390, 844],
] as const)('it looks right: %s, %i px wide', async (colorScheme, width, height) => {
  const page = await openPage(browser, app.url, { colorScheme, viewport: { width, height } })
  await field(page).waitFor()
  // Faded in.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
  await page.screenshot({ path: join(folder, `sign-in-${colorScheme}-${width}.png`) })
  await signIn(page, 'not the password')
  await page.getByRole('alert').getByText('That is not the password').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.screenshot({ path: join(folder, `sign-in-wrong-${colorScheme}-${width}.png`) })
  await signIn(page)
  await page.getByText('No mail yet').waitFor()
  if (width < 600) await page.getByRole('button', { name: 'Show sidebar' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await page.screenshot({ path: join(folder, `signed-in-${colorScheme}-${width}.png`) })
  await page.context().close()
})
