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

test.each(['MinuteMail', 'DustMail', 'Mailfade', 'Mayfly'])(
  '%s: its mail is read in the window',
  async name => {
    const service = name.toLowerCase() as KeyService // the names are written like that
    const page = await openPage(app.browser, `${app.url}/#/remotes`)
    const dialog = dialogOf(page)
    await page.getByRole('button', { name: 'Add account' }).first().click()
    await fillForm(page, name, baseOf(service), await keyOf(service))
    await dialog.getByLabel('Name').fill(`Our ${name}`)
    await dialog.getByRole('button', { name: 'Add account' }).click()
    await page.getByRole('link', { name: `Our ${name}` }).click()
    await page.getByRole('heading', { name: 'What it can do' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Show its mail' }).click()
    await page.getByRole('button', { name: 'New mailbox' }).click()
    await dialog.getByRole('button', { name: /Create mailbox|Watch/ }).waitFor()
    // What a service does not let one choose is not asked for.
    const localPart = dialog.getByLabel('Name')
    if ((await localPart.count()) > 0) await localPart.fill(`reset-${service}`)
    if (service === 'mailfade') await dialog.getByLabel('Domain').fill('mailfade.dev')
    await dialog.getByRole('button', { name: /Create mailbox|Watch/ }).click()
    await page.waitForURL(/mailbox/)
    const address = (await page.getByRole('heading', { name: '@' }).textContent())!.trim()
    await sendMail(app.smtpPort, { to: address, subject: `Hello ${name}`, text: 'Your code is 731004' })
    const row = page.getByTestId('message-row').filter({ hasText: `Hello ${name}` })
    // Another Mayfly tells by itself.
    if (name !== 'Mayfly') await page.getByRole('button', { name: 'Look now' }).click()
    await row.click()
    await page.getByRole('button', { name: /731004/ }).waitFor()
    expect(page.faults).toEqual([])
  },
)

test('keys at the service, a service that is away, an account that is removed', async () => {
  const page = await openPage(app.browser, `${app.url}/#/remotes`)
  const dialog = dialogOf(page)
  await page.getByRole('link', { name: 'Staging' }).click()
  await page.getByRole('button', { name: 'New key' }).click()
  await dialog.getByLabel('Name').fill('for CI')
  await dialog.getByRole('button', { name: 'New key' }).click()
  expect(await page.getByTestId('secret').textContent()).toMatch(/^mk_/)
  await page.getByRole('button', { name: 'I stored it' }).click()
  await page.getByRole('button', { name: 'Delete for CI' }).click()
  await dialog.getByRole('button', { name: 'Delete key' }).click()
  await page.getByText('The key is deleted').waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Delete for CI' }).count()).toBe(0)

  const act = async (action: string) => {
    await page.getByRole('button', { name: 'Actions for Staging' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await act('Change…')
  await dialog.getByLabel('Address of its API').fill('http://127.0.0.1:9/v1/api')
  await dialog.getByText('the key has to be typed in again').waitFor()
  await dialog.getByLabel('Key', { exact: true }).fill('mk_another')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Show its mail' }).click()
  await page.getByRole('button', { name: 'Look now' }).click()
  await page.getByText(/cannot be reached.*Shown is what was fetched/).waitFor()
  await page.getByTestId('message-row').filter({ hasText: 'Welcome' }).click()
  await page.getByRole('button', { name: /482913/ }).waitFor()
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await act('Remove…')
  await dialog.getByRole('button', { name: 'Remove account' }).click()
  await page.getByText('Staging is removed').waitFor()
  await expect.poll(() => page.getByRole('link', { name: 'Staging' }).count()).toBe(0)
  // What the browser itself says of an answer that says why a service cannot be asked.
  expect(page.faults.filter(fault => !fault.includes('502'))).toEqual([])
})
