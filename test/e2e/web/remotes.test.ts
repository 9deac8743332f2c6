import { expect, test } from 'vitest'
import type { KeyService } from '#shared/api/keys.ts'
import { expectAccessible } from '#test/support/axe.ts'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { useWebApp } from './use-web-app.ts'

// The emulated services of the server itself are what the accounts are at: real HTTP, and real mail.
const app = useWebApp()

async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${app.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as T
}

async function keyOf(service: KeyService): Promise<string> {
  const { key } = await post<{ key: string }>('/keys', {
    name: `for ${service}`,
    service,
    mailboxDomains: ['*'],
  })
  return key
}

/** Of the emulated services, by the address of the real one that theirs stands for. */
const bases: Record<KeyService, string> = {
  mayfly: '/api/v1',
  minutemail: '/compat/minutemail/v1',
  dustmail: '/compat/dustmail/api/v1',
  momail: '/compat/momail/v1/api',
  mailfade: '/compat/mailfade',
}
const baseOf = (service: KeyService): string => app.url + bases[service]

const dialogOf = (page: WatchedPage) => page.getByRole('dialog')

async function fillForm(page: WatchedPage, service: string, base: string, key: string): Promise<void> {
  const dialog = dialogOf(page)
  await dialog.getByLabel('Service').selectOption({ label: service })
  await dialog.getByLabel('Address of its API').fill(base)
  await dialog.getByLabel('Key', { exact: true }).fill(key)
  await dialog.getByLabel('It may be on this machine').check()
}

test('an account: tried, added, its mailbox made, its mail read, and what is wrong with it', async () => {
  const page = await openPage(app.browser, `${app.url}/#/remotes`)
  const dialog = dialogOf(page)
  await page.getByText('No remote accounts yet').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add account' }).first().click()
  await fillForm(page, 'MoMail', baseOf('momail'), 'mk_wrong')
  await dialog.getByRole('button', { name: 'Test' }).click()
  await dialog.getByText('The service does not accept the key').waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('Key', { exact: true }).fill(await keyOf('momail'))
  await dialog.getByRole('button', { name: 'Test' }).click()
  await dialog.getByText('It works').waitFor()
  await dialog.getByLabel('Name').fill('Staging')
  await dialog.getByRole('button', { name: 'Add account' }).click()
  await page.getByRole('row').filter({ hasText: 'Staging' }).getByText('Up to date').waitFor()

  await page.getByRole('button', { name: /^Whose mail: This computer/ }).click()
  await page.getByRole('menuitemradio', { name: /Staging/ }).click()
  await page.getByRole('button', { name: 'New mailbox' }).click()
  await dialog.getByLabel('Name').fill('sign-up')
  await dialog.getByRole('button', { name: 'Create mailbox' }).click()
  const heading = page.getByRole('heading', { name: /^sign-up@/ })
  const address = (await heading.textContent())!.trim()
  await sendMail(app.smtpPort, { to: address, subject: 'Welcome', text: 'Your code is 482913' })
  await page.getByRole('button', { name: 'Look now' }).click()
  await page.getByTestId('message-row').filter({ hasText: 'Welcome' }).click()
  await page.getByRole('button', { name: /482913/ }).waitFor()
  await expectAccessible(page)
  expect(page.faults).toEqual([])
})
