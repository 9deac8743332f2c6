import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer, connect, type AddressInfo, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import type { Desktop, DesktopOptions } from '#test/support/electron/desktop.ts'
import { launchDesktop } from '#test/support/electron/launch-desktop.ts'
import { sendMail } from '#test/support/send-mail.ts'

let desktop: Desktop | undefined
afterEach(() => desktop?.close())

async function launch(options?: DesktopOptions): Promise<Desktop> {
  desktop = await launchDesktop(options)
  return desktop
}

test('a second start brings the window of the first to the front and ends', async () => {
  const { evaluate, startAgain, page } = await launch()
  await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
  expect(await startAgain()).toBe(0)
  const isShown = () => evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())
  await expect.poll(isShown).toBe(true)
  expect(await callFrom(page, 'getInfo')).toMatchObject({ problems: [] })
})

test('to quit ends with the server stopped and all mail kept', async () => {
  const { evaluate, ended, page } = await launch({ args: ['--log-level=info'] })
  const { smtpPort, httpPort, dataDir } = await callFrom(page, 'getInfo')
  await sendMail(smtpPort!, { subject: 'Kept', text: 'x' })
  await evaluate(({ app }) => {
    // Later: the answer to this call must get out first.
    setTimeout(() => app.quit(), 50)
  })
  expect(await ended).toBe(0)
  expect(await isListening(smtpPort!)).toBe(false)
  expect(await isListening(httpPort!)).toBe(false)
  // Nobody sees what it prints.
  const log = readFileSync(join(dataDir!, 'logs', 'mayfly.log'), 'utf8')
  expect(JSON.parse(log.split('\n')[0]!)).toMatchObject({ msg: 'started', smtpPort })
})

test('a signal ends it as well', async () => {
  const { signal, ended } = await launch()
  signal('SIGTERM')
  expect(await ended).toBe(0)
})

test('a taken port is told in the window, which works all the same', async () => {
  const taken = await takePort()
  const { port } = taken.address() as AddressInfo
  try {
    const { page, uiOrigin } = await launch({ args: [`--smtp-port=${port}`, `--http-port=${port}`] })
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
  } finally {
    taken.close()
  }
})

function takePort(): Promise<Server> {
  const server = createServer()
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(!socket.destroy().connecting))
    socket.once('error', () => resolve(false))
  })
}
