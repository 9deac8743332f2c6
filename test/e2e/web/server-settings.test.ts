import { createServer, type AddressInfo, type Server } from 'node:net'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { httpClient } from '#test/support/api-client.ts'
import { openBrowser, openPage, type WatchedPage } from '#test/support/browser.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let browser: Browser
let page: WatchedPage
let taken: Server
let takenPort: number

beforeAll(async () => {
  taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  takenPort = (taken.address() as AddressInfo).port
  app = await startApp({
    smtpPort: takenPort,
    tolerant: true,
    uiDir: fileURLToPath(new URL('../../../out/renderer', import.meta.url)),
  })
  browser = await openBrowser()
  page = await openPage(browser, app.url)
})
afterAll(async () => {
  await browser.close()
  await app.stop()
  taken.close()
})

const server = () => httpClient({ ...app, url: new URL(page.url()).origin }).call('getServer')
const row = (label: string) => page.getByLabel(label, { exact: true })

test('a taken port is told beside the mail, with a free one that works', async () => {
  const trouble = page.getByRole('alert').filter({ hasText: `Port ${takenPort} is taken` })
  await trouble.waitFor()
  await expectAccessible(page)
  await trouble.getByRole('button', { name: /^Use \d+/ }).click()
  await trouble.waitFor({ state: 'detached' })
  const { smtpPort } = await server()
  expect(smtpPort).toMatchObject({ problem: null, source: { kind: 'kept' } })
  await page.getByText(`Receiving on ${smtpPort.bound}`).waitFor()
})

test('a port that cannot be had is refused where it is typed in, and the free one taken', async () => {
  await page.goto(`${app.url}/#/settings/receiving`)
  const before = (await server()).smtpPort.bound
  await row('SMTP').fill('99999')
  await row('SMTP').press('Enter')
  await page.getByText('A port is a number from 0 to 65535.').waitFor()
  await row('SMTP').fill(String(takenPort))
  await row('SMTP').press('Enter')
  await page.getByText(`Port ${takenPort} is taken by another program.`).waitFor()
  expect((await server()).smtpPort.bound).toBe(before)
  await expectAccessible(page)
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Use \d+/ })
    .click()
  await expect.poll(async () => (await server()).smtpPort.bound).not.toBe(before)
})

test('the page follows the HTTP port', async () => {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  await new Promise(resolve => free.close(resolve))
  await row('API and window').fill(String(port))
  await row('API and window').press('Enter')
  await page.waitForURL(`http://127.0.0.1:${port}/#/settings/receiving`)
  await row('API and window').waitFor()
  expect((await server()).httpPort).toMatchObject({ asked: port, bound: port })
})

test('sharing says what it means, asks for a password first, and then for signing in', async () => {
  await page.getByRole('switch', { name: 'Share on this network' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Everybody there can deliver mail').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Share' }).click()
  await dialog.getByText(/at least 8 characters/).waitFor()
  expect((await server()).sharing.on).toBe(false)
  await dialog.getByLabel('Password of the owner').fill('correct horse')
  await dialog.getByRole('button', { name: 'Share' }).click()
  await page.getByLabel('Password', { exact: true }).fill('correct horse')
  await page.keyboard.press('Enter')
  await page.goto(`${new URL(page.url()).origin}/#/settings/receiving`)
  const shared = page.getByRole('switch', { name: 'Share on this network', checked: true })
  await shared.waitFor()
  await expectAccessible(page)
  await shared.click()
  await page.getByRole('switch', { name: 'Share on this network', checked: false }).waitFor()
  expect((await server()).host).toBe('127.0.0.1')
})
