import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { launchDesktop } from '#test/support/electron/launch-desktop.ts'
import { launchSimulated } from '#test/support/electron/launch-simulated.ts'
import { passwordFile } from '#test/support/password-file.ts'
import { sendMail } from '#test/support/send-mail.ts'

// Starts that are unlike the usual one, which one-window.test.ts has.
const file = passwordFile()
afterAll(file.remove)

test('a taken port is told in the window, which works all the same, until a signal ends it', async () => {
  const taken = await takePort()
  const { port } = taken.address() as AddressInfo
  const desktop = await launchDesktop({
    args: [`--smtp-port=${port}`, `--http-port=${port}`, '--log-level=info'],
  })
  try {
    const { page, uiOrigin, signal, ended } = desktop
    const info = await callFrom(page, 'getInfo')
    expect(info).toMatchObject({ smtpPort: null, httpPort: null })
    expect(info.problems).toEqual([
      expect.stringMatching(new RegExp(`Port ${port} .* taken .*--smtp-port`)),
      expect.stringMatching(new RegExp(`Port ${port} .* taken .*--http-port`)),
    ])
    await page.getByRole('button', { name: `Port ${port}` }).waitFor()

    await callFrom(page, 'injectMessage', {
      idOrAddress: 'a@mayfly.test',
      from: 'b@shop.test',
      subject: 'Within',
      html: '<p>Inside</p>',
    })
    await page.getByTestId('message-row').getByText('Within').click()
    await page.frameLocator('[data-testid=preview-frame]').getByText('Inside').waitFor()
    expect(page.url()).toContain(uiOrigin)
    // Nobody sees what it prints.
    const log = readFileSync(join(info.dataDir!, 'logs', 'mayfly.log'), 'utf8')
    expect(JSON.parse(log.split('\n')[0]!)).toMatchObject({ msg: 'started', smtpPort: null })
    signal('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    await desktop.close()
    taken.close()
  }
})

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

function takePort(): Promise<Server> {
  const server = createServer()
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}
