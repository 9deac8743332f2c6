import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let page: WatchedPage
beforeEach(async () => {
  page = await openPage(app.browser, app.url)
  await page.getByRole('button', { name: 'Settings' }).click()
})
afterEach(() => page.context().close())

const settings = async () => (await (await fetch(`${app.url}/api/v1/settings`)).json()) as object
const dialog = () => page.getByRole('dialog')

test('what is changed is in force, and what cannot be is said in place', async () => {
  await expect.poll(() => dialog().getByLabel('Messages kept').inputValue()).toBe('10000')
  await dialog().getByLabel('Domain of new mailboxes').fill('shop.test')
  await dialog().getByLabel('without a mailbox').selectOption({ label: 'Is refused' })
  await dialog().getByLabel('Messages kept').fill('500')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await page.getByText('Settings saved').waitFor()
  expect(await settings()).toMatchObject({
    defaultDomain: 'shop.test',
    unknownRecipients: 'reject',
    'retention.maxMessages': 500,
    'retention.maxAgeDays': 30,
  })
  await dialog().getByLabel('Days kept').fill('many')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog().getByRole('alert').getByText('retention.maxAgeDays').waitFor()
})

test('the owner sets a password, and changes it with the present one only', async () => {
  const set = async (password: string, button: string) => {
    await dialog().getByLabel('New password').fill(password)
    await dialog().getByRole('button', { name: button }).click()
  }
  await set('short', 'Set password')
  await dialog().getByText('at least 8 characters').waitFor()
  await set('correct horse battery', 'Set password')
  await page.getByText('Password set').waitFor()

  await dialog().getByLabel('Present password').fill('wrong')
  await set('another horse battery', 'Change password')
  await dialog().getByRole('alert').waitFor()
  await dialog().getByLabel('Present password').fill('correct horse battery')
  await set('another horse battery', 'Change password')
  await page.getByText('Password changed').waitFor()
})
