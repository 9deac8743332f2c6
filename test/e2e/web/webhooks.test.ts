import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { openPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { openReceiver, type Received } from '#test/support/webhook-receiver.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()

/** Runs the program that the page offers to a receiver, on a request that came. */
function runSnippet(snippet: string, secret: string, { headers, body }: Received): string {
  const program = `${snippet}
console.log(isFromMayfly(${JSON.stringify(headers)}, ${JSON.stringify(body)}))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, WEBHOOK_SECRET: secret },
    encoding: 'utf8',
  })
  return stdout.trim() + stderr
}

test('a webhook: made, tested, told of mail, tried again, signed anew, switched off, deleted', async () => {
  const receiver = await openReceiver()
  const page = await openPage(app.browser, `${app.url}/#/webhooks`)
  const dialog = page.getByRole('dialog')
  const act = async (action: string) => {
    await page.getByRole('button', { name: `Actions for ${receiver.url}` }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await page.getByText('No webhooks yet').waitFor()
  await page.getByRole('button', { name: 'New webhook' }).click()
  await dialog.getByLabel('URL').fill('mail.test')
  await dialog.getByLabel('message.received').uncheck()
  await dialog.getByLabel('URL').press('Enter')
  await dialog.getByText('Choose at least one event').waitFor()
  await dialog.getByLabel('message.received').check()
  await dialog.getByLabel('URL').press('Enter')
  await dialog.getByText('must be an http or https URL').waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('URL').fill(receiver.url)
  await dialog.getByLabel('URL').press('Enter')
  const secret = (await page.getByTestId('secret').textContent())!
  expect(secret).toMatch(/^whsec_/)
  await page.getByRole('button', { name: 'I stored it' }).click()

  await page.getByRole('link', { name: receiver.url }).click()
  await page.getByText('Nothing was sent yet').waitFor()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The receiver answered 204').waitFor()
  await page.getByRole('row').filter({ hasText: 'webhook.test' }).getByText('Delivered').waitFor()
  const snippet = (await page.getByRole('group', { name: 'Node', exact: true }).textContent())!
  expect(runSnippet(snippet, secret, receiver.received[0]!)).toBe('true')
  expect(runSnippet(snippet, secret, { ...receiver.received[0]!, body: '{}' })).toBe('false')

  receiver.answer = response => void response.writeHead(500).end()
  await sendMail(app.smtpPort, { subject: 'hello', text: 'x' })
  const mail = page.getByRole('row').filter({ hasText: 'message.received' })
  await mail.getByText('The receiver answered 500').waitFor()
  await mail.getByText('Pending').waitFor()
  receiver.answer = response => void response.writeHead(200).end()
  await mail.getByRole('button', { name: 'Send message.received again' }).click()
  await mail.getByText('Delivered').waitFor()
  await page.getByLabel('Status').selectOption('failed')
  await page.getByText('No delivery has this status').waitFor()
  expect(page.url()).toContain('status=failed')
  await page.getByLabel('Status').selectOption('')
  await mail.waitFor()
  await expectAccessible(page)

  await act('New secret')
  await dialog.getByText('signed with the new secret').waitFor()
  await page.keyboard.press('Enter')
  const second = (await page.getByTestId('secret').textContent())!
  await page.getByRole('button', { name: 'I stored it' }).click()
  await page.getByText(`•••• ${second.replace(/=+$/, '').slice(-4)}`).waitFor()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The receiver answered 200: the test is delivered').waitFor()
  expect(runSnippet(snippet, second, receiver.received.at(-1)!)).toBe('true')
  expect(runSnippet(snippet, secret, receiver.received.at(-1)!)).toBe('false')

  await act('Edit')
  await dialog.getByLabel('All events').check()
  await dialog.getByLabel('URL').press('Enter')
  await page.getByText('all events', { exact: true }).waitFor()
  await act('Switch off')
  await page.getByText('Off: it hears of nothing').waitFor()
  expect(await page.getByRole('button', { name: 'Send a test' }).isEnabled()).toBe(false)
  await page.getByRole('link', { name: 'All webhooks' }).click()
  await page.getByRole('row').filter({ hasText: receiver.url }).getByText('Off', { exact: true }).waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await act('Delete')
  await dialog.getByText('The log of its deliveries is deleted').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('No webhooks yet').waitFor()
  expect(page.faults.filter(text => !text.startsWith('Failed to load resource'))).toEqual([])
  await page.context().close()
})
