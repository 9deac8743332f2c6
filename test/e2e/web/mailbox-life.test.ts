import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let page: WatchedPage
beforeEach(async () => {
  page = await openPage(app.browser, app.url)
})
afterEach(async () => {
  const { faults } = page
  await page.context().close()
  expect(faults).toEqual([])
})

const mailbox = async (address: string) =>
  (await (await fetch(`${app.url}/api/v1/mailboxes/${address}`)).json()) as Record<string, unknown>
const press = (name: string) => page.getByRole('button', { name }).first().click()
const bar = () => page.getByRole('heading', { name: 'trial@mayfly.test' }).locator('..')

test('a mailbox is made for an hour, given more time, archived and restored', async () => {
  await press('New mailbox')
  await page.getByLabel('Address').fill('trial')
  await page.getByLabel('Lifetime').selectOption({ label: 'One hour' })
  await page.getByLabel('archive').check()
  await press('Create')
  await bar()
    .getByText(/mailbox lives 60 min|mailbox lives 59 min/)
    .waitFor()
  expect(await mailbox('trial@mayfly.test')).toMatchObject({ recoverable: true, status: 'active' })

  await press('Change how long it lives')
  await page.getByLabel('Lifetime').selectOption({ label: 'One day' })
  await press('Save')
  await bar().getByText('mailbox lives 24 h').waitFor()

  await press('Archive: keep the mail, take no more')
  await bar().getByText('Archived: it takes no mail').waitFor()
  await expect(sendMail(app.smtpPort, { to: 'trial@mayfly.test', subject: 'x', text: 'x' })).rejects.toThrow(
    /5\.2\.1/,
  )

  await press('Restore: take mail again')
  await page.getByRole('button', { name: 'Change how long it lives' }).waitFor()
  await sendMail(app.smtpPort, { to: 'trial@mayfly.test', subject: 'Taken again', text: 'x' })
  await page.getByTestId('message-row').getByText('Taken again').waitFor()
})
