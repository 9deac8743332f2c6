import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#main/storage/database.ts'
import { expectAccessible } from '#test/support/axe.ts'
import { openBrowser, openPage, type WatchedPage } from '#test/support/browser.ts'
import { temporaryFolder } from '#test/support/start-app.ts'
import { mayfly, type Launched } from '../headless/launch.ts'

const folder = temporaryFolder()
let server: Launched
let browser: Browser
let page: WatchedPage
let url: string
beforeAll(async () => {
  server = mayfly(
    ...['serve', '--smtp-port', '0', '--http-port', '0', '--data-dir', join(folder.path, 'data')],
    ...['--ready-json', '--log-level', 'error'],
  )
  ;({ url } = await server.ready)
  browser = await openBrowser()
  page = await openPage(browser, `${url}/#/settings/backup`)
})
afterAll(async () => {
  await browser.close()
  server.process.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' })
  folder.remove()
})

const mail = (subject: string, to = 'dana@here.test') =>
  `From: Sam <sam@shop.test>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nHi.\r\n`
const mbox = (...mails: string[]) =>
  mails.map(one => `From sam@shop.test Sat Nov  1 05:00:00 2025\n${one}\n`).join('')
const fileWith = (name: string, text: string) => {
  const path = join(folder.path, name)
  writeFileSync(path, text)
  return path
}
const api = async (path: string, init?: RequestInit) =>
  (await fetch(`${url}/api/v1${path}`, init)).json() as never
const count = async () => ((await api('/info')) as { messageCount: number }).messageCount
const button = (name: string | RegExp) => page.getByRole('button', { name })
const dialog = () => page.getByRole('dialog')
const notice = (text: string | RegExp) => page.getByTestId('notice').getByText(text)

async function accessibleInBothThemes(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
}

test('files are imported from the settings; what could not be is named', async () => {
  await button('Import…').click()
  await dialog()
    .getByLabel('Choose files')
    .setInputFiles([
      fileWith('old.mbox', mbox(mail('One'), mail('Two'), mail('Two'))),
      fileWith('three.eml', mail('Three')),
      fileWith('notes.txt', 'Just words'),
    ])
  await dialog().getByText('3 files').waitFor()
  await accessibleInBothThemes()
  await dialog().getByRole('button', { name: 'Import' }).click()
  await dialog().getByText('3 messages imported. 1 was there already. 1 could not be imported.').waitFor()
  await dialog().getByText('It is no mail, no mbox and no zip.').waitFor()
  await dialog().getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('link', { name: /dana@here\.test/ }).waitFor()
  expect(await count()).toBe(3)
})

test('files that are dropped on the window go to the mailbox that is named', async () => {
  const dropped = await page.evaluateHandle(text => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'dropped.eml'))
    return transfer
  }, mail('Dropped'))
  await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped })
  await page.getByText('Drop to import mail').waitFor()
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  await dialog().getByText('dropped.eml').waitFor()
  await dialog().getByLabel('Goes to').selectOption({ label: 'One mailbox' })
  await dialog().getByLabel('Address of the mailbox').fill('box@here.test')
  await dialog().getByRole('button', { name: 'Import' }).click()
  await dialog().getByText('1 message imported.').waitFor()
  await page.getByRole('link', { name: /box@here\.test/, includeHidden: true }).waitFor()
  await dialog().getByRole('button', { name: 'Open the message' }).click()
  await page.getByRole('heading', { level: 1, name: 'Dropped' }).waitFor()
})

test('a mailbox is saved as an mbox from its menu', async () => {
  await page.getByRole('link', { name: /dana@here\.test/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Export mail' }).click()
  await dialog().getByText('3 messages.').waitFor()
  await expectAccessible(page)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('link', { name: 'Save' }).click(),
  ])
  expect(saved.suggestedFilename()).toMatch(/^mayfly-\d{4}-\d\d-\d\d\.mbox$/)
  const text = readFileSync(await saved.path(), 'utf8')
  expect(text.match(/^Subject: .+/gm)?.map(line => line.trim())).toEqual([
    'Subject: One',
    'Subject: Two',
    'Subject: Three',
  ])
  expect(text).toContain(mail('Two'))
})

test('the store is backed up; all mail is deleted; the backup brings it back', async () => {
  await page.goto(`${url}/#/settings/backup`)
  await button('Back up now').click()
  await notice('The store is backed up.').waitFor()
  await button(/^Restore the backup of/).waitFor()
  await accessibleInBothThemes()

  await button('Delete all mail…').click()
  const confirm = dialog().getByRole('button', { name: 'Delete all mail' })
  expect(await confirm.isDisabled()).toBe(true)
  await dialog().getByLabel(/^Type/).fill('delete')
  await expectAccessible(page)
  await confirm.click()
  await notice('4 messages deleted.').waitFor()
  expect(await count()).toBe(0)

  await button(/^Restore the backup of/).click()
  const reloaded = page.waitForEvent('load')
  await dialog().getByRole('button', { name: 'Restore' }).click()
  await reloaded
  await page.getByText('kept before a restore').waitFor()
  expect(await count()).toBe(4)
  // The server was away for a moment, which the browser reports.
  page.faults.splice(0)
})

test('the command line gives mail to the server that runs, and copies its store', async () => {
  const { port } = new URL(url)
  const given = await mayfly(
    ...['import', fileWith('cli.eml', mail('By hand')), fileWith('notes.txt', 'Just words')],
    ...['--mailbox', 'cli@here.test', '--http-port', port],
  ).ended
  expect(given).toMatchObject({ code: 1, stderr: '' })
  expect(given.stdout).toContain('1 imported, 0 there already, 1 left out.')
  expect(given.stdout).toContain('It is no mail, no mbox and no zip.')

  const copy = join(folder.path, 'copy.db')
  const asked = ['backup', copy, '--data-dir', join(folder.path, 'data')]
  expect(await mayfly(...asked).ended).toMatchObject({ code: 0, stderr: '' })
  const db = openDatabase(copy, { readonly: true })
  expect(db.get('SELECT message_count AS n FROM totals')).toEqual({ n: await count() })
  db.close()
  const again = await mayfly(...asked).ended
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is there already')])
})

test('what runs is shown on every page, also to one that comes later, and can be cancelled there', async () => {
  const settings = { method: 'PATCH', headers: { 'content-type': 'application/json' } }
  await api('/settings', { ...settings, body: JSON.stringify({ 'retention.maxMessages': 0 }) })
  // More than it can import while the page is looked at.
  const large = Array.from({ length: 100_000 }, (_, i) => mail(`Mail ${i}`, 'many@here.test'))
  await api('/import?name=large.mbox', {
    method: 'POST',
    body: mbox(...large),
    headers: { 'content-type': 'application/octet-stream' },
  })
  const underWay = page.getByRole('list', { name: 'Under way' })
  await underWay.getByText('Importing large.mbox').waitFor()
  await page.goto(`${url}/#/mail`)
  await page.reload()
  await underWay.getByRole('progressbar', { name: 'Importing large.mbox' }).waitFor()
  await underWay.getByText(/[1-9]\d* messages/).waitFor()
  await underWay.getByRole('button', { name: 'Cancel: Importing large.mbox' }).click()
  await notice(/^Cancelled: Importing large\.mbox/).waitFor()
  expect(await underWay.count()).toBe(0)
  expect(await count()).toBeLessThan(100_000)
  expect(page.faults).toEqual([])
})
