import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { openBrowser, openPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { storeFile } from '#test/support/store-file.ts'
import { faultyStoreScript, suffer } from '#test/support/suffer.ts'
import { mayfly, projectRoot, type Launched } from '../headless/launch.ts'

const folder = mkdtempSync(join(tmpdir(), 'mayfly-reconnect-'))
let browser: Browser
let server: Launched

function launch(smtpPort: number, httpPort: number): Launched {
  const ports = ['--smtp-port', String(smtpPort), '--http-port', String(httpPort)]
  server = mayfly('serve', ...ports, '--data-dir', folder, '--ready-json', '--log-level', 'error')
  return server
}

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  server.process.kill('SIGTERM')
  await server.ended
  rmSync(folder, { recursive: true, force: true })
})

test('a server that dies and comes back is a dot that changes colour: place and mail are kept, and caught up with', async () => {
  const { url, smtpPort, httpPort } = await launch(0, 0).ready
  for (const subject of ['one', 'two', 'three'])
    await sendMail(smtpPort, { subject, text: `text of ${subject}` })
  const page = await openPage(browser, `${url}/#/mail?q=text`)
  const rows = page.getByTestId('message-row')
  const dot = page.getByTestId('connection-dot')
  await rows.nth(1).click()
  await page.getByRole('heading', { name: 'two', level: 1 }).waitFor()
  const place = page.url()
  // That it was read is told beside the reading: the server has to know before it dies.
  const read = async () => (await (await fetch(`${url}/api/v1/messages?q=is:read`)).json()) as object
  await expect.poll(read).toMatchObject({ total: 1 })

  server.process.kill('SIGKILL')
  await server.ended
  await expect.poll(() => dot.getAttribute('data-state')).toBe('offline')
  expect(await rows.count()).toBe(3)
  expect(await page.getByRole('heading', { name: 'two', level: 1 }).isVisible()).toBe(true)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await dot.hover()
  await page.getByRole('tooltip', { name: /reconnecting/ }).waitFor()

  await launch(smtpPort, httpPort).ready
  await sendMail(smtpPort, { subject: 'four', text: 'text of four' })
  await expect.poll(() => dot.getAttribute('data-state')).toBe('live')
  await expect.poll(() => page.title()).toBe('(3) Mayfly')
  await expect.poll(async () => (await rows.allInnerTexts()).join()).toContain('four')
  expect(await rows.count()).toBe(4)
  expect(page.url()).toBe(place)
  expect(await page.getByRole('heading', { name: 'two', level: 1 }).isVisible()).toBe(true)
  await page.context().close()
})

test('a store that cannot be written is a line above the page that says what to do, until it can', async () => {
  const data = temporaryFolder()
  const app = await startApp({
    dataDir: data.path,
    uiDir: `${projectRoot}out/renderer`,
    storeScript: faultyStoreScript,
    logLevel: 'silent',
  })
  await sendMail(app.smtpPort, { subject: 'kept', text: 'x' })
  const page = await openPage(browser, app.url)
  const line = page.getByTestId('store-problem')
  await page.getByTestId('message-row').waitFor()
  expect(await line.count()).toBe(0)

  await suffer(storeFile(data.path), 'readOnly')
  await expect(sendMail(app.smtpPort, { subject: 'refused', text: 'x' })).rejects.toThrow(/451 4\.3\.0/)
  await line.waitFor()
  expect(await page.getByRole('alert').innerText()).toContain(`Make the folder writable`)
  expect(await line.innerText()).toContain(data.path)
  await expectAccessible(page)
  await suffer(storeFile(data.path), 'writable')
  await line.waitFor({ state: 'detached' })
  await sendMail(app.smtpPort, { subject: 'taken', text: 'x' })
  await expect.poll(() => page.getByTestId('message-row').count()).toBe(2)
  expect(page.faults).toEqual([])
  await page.context().close()
  await app.stop()
  data.remove()
})
