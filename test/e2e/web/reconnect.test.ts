import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { mayfly, type Launched } from '../headless/launch.ts'

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
