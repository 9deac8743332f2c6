import { afterAll, expect, test } from 'vitest'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { launchDesktop } from '#test/support/electron/launch-desktop.ts'
import { launchSimulated } from '#test/support/electron/launch-simulated.ts'
import { passwordFile } from '#test/support/password-file.ts'
import { sendMail } from '#test/support/send-mail.ts'

const file = passwordFile()
afterAll(file.remove)

test('bound beyond loopback without a password, the app says what to do and ends', async () => {
  await expect(launchSimulated({ args: ['--host=0.0.0.0'] })).rejects.toThrow(
    /^Mayfly cannot start: --host 0\.0\.0\.0 .*--password-file/,
  )
})

test('bound beyond loopback, its window stays the owner’s: calls, events and previews, and nothing to sign out of', async () => {
  const desktop = await launchDesktop({ args: ['--host=0.0.0.0', `--password-file=${file.path}`] })
  try {
    const { httpPort, smtpPort } = await callFrom(desktop.page, 'getInfo')
    await sendMail(smtpPort!, {
      subject: 'For the window',
      html: '<p>Shown by its own scheme</p>',
      text: 'x',
    })
    await desktop.page.getByTestId('message-row').getByText('For the window').click()
    const preview = desktop.page.frameLocator('[data-testid=preview-frame]')
    await preview.getByText('Shown by its own scheme').waitFor()
    expect(await desktop.page.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
    expect((await fetch(`http://127.0.0.1:${httpPort}/api/v1/messages`)).status).toBe(401)
  } finally {
    await desktop.close()
  }
})
