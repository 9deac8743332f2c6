import type { BrowserWindow, MessageBoxOptions } from 'electron'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import type { Desktop } from '#test/support/electron/desktop.ts'
import { launchSimulated } from '#test/support/electron/launch-simulated.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { temporaryFolder } from '#test/support/start-app.ts'

// Simulated only: what is native here nobody could click on in Electron, and its boxes wait for a person.
let desktop: Desktop
let smtpPort: number
const folder = temporaryFolder()
beforeAll(async () => {
  desktop = await launchSimulated({ dataDir: folder.path })
  smtpPort = (await callFrom(desktop.page, 'getInfo')).smtpPort!
})
afterAll(async () => {
  await desktop.close()
  folder.remove()
})

type Shown = {
  label: string
  enabled: boolean
  checked: boolean
  submenu?: { items: Shown[] }
  click(): void
}

/** Labels of the tray's menu, or of a menu of the application's; grey ones in brackets. */
const labels = (menu: string) =>
  desktop.evaluate((electron, name) => {
    const items =
      name === 'tray'
        ? Reflect.get(electron, 'trays')[0].menu.items
        : electron.Menu.getApplicationMenu()!.items.find(({ label }) => label === name)!.submenu!.items
    return (items as Shown[])
      .filter(({ label }) => label !== '')
      .map(({ label, enabled }) => (enabled ? label : `(${label})`))
  }, menu)

const click = (menu: string, label: string) =>
  desktop.evaluate(
    (electron, [name, wanted]) => {
      const items =
        name === 'tray'
          ? Reflect.get(electron, 'trays')[0].menu.items
          : electron.Menu.getApplicationMenu()!.items.find(one => one.label === name)!.submenu!.items
      ;(items as Shown[]).find(item => item.label.startsWith(wanted!))!.click()
    },
    [menu, label],
  )

const isVisible = () => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())
const hide = () => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
const copied = () => desktop.evaluate(async ({ clipboard }) => String(await clipboard.readText()))
const row = (text: string) => desktop.page.getByTestId('message-row').getByText(text)

describe('the tray', () => {
  test('shows the server and the latest codes; a click copies; the window is opened by it', async () => {
    expect(await labels('tray')).toContain(`(Receiving on port ${smtpPort})`)
    await sendMail(smtpPort, { subject: 'Sign in', from: 'Shop <a@shop.test>', text: 'Your code is 482913.' })
    await expect.poll(() => labels('tray')).toContain('482913 · Shop')
    expect(await labels('tray')).toContain('(1 unread)')
    await click('tray', '482913')
    expect(await copied()).toBe('482913')
    await click('tray', 'Copy SMTP')
    expect(await copied()).toBe(`localhost:${smtpPort}`)

    await hide()
    await click('tray', 'New mailbox')
    expect(await isVisible()).toBe(true)
    await desktop.page.getByRole('dialog').waitFor()
    await desktop.page.keyboard.press('Escape')
  })

  test('pauses receiving, which the window shows and ends', async () => {
    await click('tray', 'Pause receiving')
    await desktop.page.getByText('receiving is paused').waitFor()
    await expect(sendMail(smtpPort, { subject: 'Now', text: 'x' })).rejects.toThrow(/paused by the owner/)
    await expect.poll(() => labels('tray')).toContain('(Receiving is paused)')
    await expectAccessible(desktop.page)
    await desktop.page.getByRole('button', { name: 'Resume receiving' }).click()
    await expect.poll(() => labels('tray')).toContain(`(Receiving on port ${smtpPort})`)
  })

  test('mutes notifications, and hears when the window does', async () => {
    await desktop.evaluate(electron => {
      const { items } = Reflect.get(electron, 'trays')[0].menu
      items.find((item: Shown) => item.label === 'Mute notifications').submenu.items[0].click()
    })
    await expect.poll(() => labels('tray')).toContain('Unmute notifications')
    const { 'notifications.pausedUntil': end } = await callFrom(desktop.page, 'getSettings')
    expect(end).not.toBeNull()
    await click('tray', 'Unmute notifications')
    await expect.poll(() => labels('tray')).toContain('Mute notifications')
    const until = new Date(Date.now() + 60_000).toISOString()
    await callFrom(desktop.page, 'updateSettings', { 'notifications.pausedUntil': until })
    await expect.poll(() => labels('tray')).toContain('Unmute notifications')
  })
})

test('menus do what keys do, and are grey while the page does not offer it', async () => {
  await desktop.page.keyboard.press('Escape')
  await expect.poll(() => labels('Message')).toContain('(Delete)')
  await row('Sign in').click()
  await expect.poll(() => labels('Message')).toContain('Delete')
  await click('Message', 'Pin or unpin')
  await expect.poll(async () => (await callFrom(desktop.page, 'getInfo')).pinnedCount).toBe(1)
  await click('Go', 'Usage')
  await desktop.page.waitForURL(/#\/usage/)
  await click('View', 'All commands')
  await desktop.page.getByRole('dialog').waitFor()
  await expect.poll(() => labels('Go')).toContain('(Usage)')
  await desktop.page.keyboard.press('Escape')
})

test('menus and tray speak the language of the window', async () => {
  await desktop.page.evaluate(() => localStorage.setItem('mayfly.language', 'ru'))
  await desktop.page.reload()
  await expect.poll(() => labels('tray')).toContain('Открыть Mayfly')
  expect(await labels('Файл')).toContain('Новый ящик')
  await desktop.page.evaluate(() => localStorage.setItem('mayfly.language', 'en'))
  await desktop.page.reload()
  await expect.poll(() => labels('tray')).toContain('Open Mayfly')
})

test('links open mailboxes and messages, and nothing else', async () => {
  const { id } = (await callFrom(desktop.page, 'listMessages')).items[0]!
  await hide()
  expect(await desktop.startAgain([`mayfly://message/${id}`])).toBe(0)
  await desktop.page.waitForURL(new RegExp(`#/mail/${id}`))
  expect(await isVisible()).toBe(true)

  const openUrl = (url: string) =>
    desktop.evaluate(({ app }, link) => void app.emit('open-url', { preventDefault() {} }, link), url)
  await openUrl('mayfly://mailbox/ada%2Bshop@mayfly.test')
  await desktop.page.waitForURL(/#\/mailbox\/ada/)
  const before = desktop.page.url()
  await openUrl('mayfly://mailbox/../../settings')
  await desktop.page.getByText('This link names neither a mailbox nor a message').waitFor()
  expect(desktop.page.url()).toBe(before)
})

test('what is asked for while there is no page waits for it', async () => {
  await desktop.evaluate(({ app }) => {
    app.emit('open-url', { preventDefault() {} }, 'mayfly://mailbox/late@mayfly.test')
  })
  await desktop.page.waitForURL(/#\/mailbox\/late/)
  const slow = desktop.page.route('**/assets/*.js', async route => {
    await desktop.evaluate(({ app }) => {
      app.emit('open-url', { preventDefault() {} }, 'mayfly://mailbox/early@mayfly.test')
    })
    await route.continue()
  })
  await slow
  await desktop.page.reload()
  await desktop.page.waitForURL(/#\/mailbox\/early/)
  await desktop.page.unroute('**/assets/*.js')
})

describe('the window', () => {
  test('that crashes or hangs is loaded anew; the second time the person is asked', async () => {
    const boxes = () => desktop.evaluate(() => Reflect.get(globalThis, 'boxes') as string[])
    await desktop.evaluate(({ dialog }) => {
      const shown: string[] = []
      Reflect.set(globalThis, 'boxes', shown)
      const show = async (_window: BrowserWindow, { message }: MessageBoxOptions) => {
        shown.push(message)
        return { response: message === 'The window does not respond' ? 1 : 0, checkboxChecked: false }
      }
      dialog.showMessageBox = show as typeof dialog.showMessageBox
    })
    const crash = () =>
      desktop.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
      )
    const reloaded = async (cause: () => Promise<void>) => {
      await desktop.page.evaluate(() => Reflect.set(window, 'before', true))
      await cause()
      await expect.poll(() => desktop.page.evaluate(() => 'before' in window).catch(() => true)).toBe(false)
    }
    await reloaded(crash)
    expect(await boxes()).toEqual([])
    await reloaded(crash)
    expect(await boxes()).toEqual(['The window stopped working again'])
    const hang = () =>
      desktop.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]!.emit('unresponsive'))
    await reloaded(hang)
    expect((await boxes()).slice(1)).toEqual([
      'The window does not respond',
      'The window stopped working again',
    ])

    await sendMail(smtpPort, { subject: 'After the crash', text: 'x' })
    await desktop.page.goto(`${desktop.uiOrigin}/#/mail`)
    await row('After the crash').waitFor()
  })

  test('comes back to a display that is there, and is remembered for each arrangement', async () => {
    const bounds = () =>
      desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds())
    await desktop.evaluate(({ screen, BrowserWindow }) => {
      const [first] = screen.getAllDisplays()
      const second = { id: 2, workArea: { x: 1920, y: 0, width: 1280, height: 1000 }, scaleFactor: 2 }
      Reflect.get(screen, 'simulateDisplays')([first, second])
      BrowserWindow.getAllWindows()[0]!.setBounds({ x: 2000, y: 50, width: 900, height: 700 })
      Reflect.get(screen, 'simulateDisplays')([first])
    })
    expect(await bounds()).toEqual({ x: 510, y: 170, width: 900, height: 700 })
  })

  test('is put away when it is closed, once the person has said so; the choice is in the settings', async () => {
    const close = (button: number) =>
      desktop.evaluate(({ dialog, BrowserWindow }, response) => {
        dialog.showMessageBox = (async () => {
          Reflect.set(globalThis, 'asked', Number(Reflect.get(globalThis, 'asked') ?? 0) + 1)
          return { response, checkboxChecked: true }
        }) as typeof dialog.showMessageBox
        BrowserWindow.getAllWindows()[0]!.close()
      }, button)
    const asked = () => desktop.evaluate(() => Number(Reflect.get(globalThis, 'asked')))
    await close(2)
    await expect.poll(asked).toBe(1)
    expect(await isVisible()).toBe(true)
    await close(0)
    await expect.poll(isVisible).toBe(false)
    expect(await desktop.startAgain()).toBe(0)
    await expect.poll(isVisible).toBe(true)
    await close(2)
    await expect.poll(isVisible).toBe(false)
    expect(await asked()).toBe(2)

    await click('File', 'Settings…')
    await desktop.page.getByRole('link', { name: 'This computer' }).click()
    const choice = desktop.page.getByLabel('When the window is closed')
    await expect.poll(() => choice.inputValue()).toBe('hide')
    await expectAccessible(desktop.page)
    await choice.selectOption('ask')
    await close(2)
    await expect.poll(asked).toBe(3)
    expect(await desktop.page.getByRole('switch', { name: 'Start at login' }).isDisabled()).toBe(true)
  })
})

test('quits from the tray; started hidden it has no window until one is asked for, then where it was', async () => {
  await desktop.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 60, width: 1000, height: 650 })
    BrowserWindow.getAllWindows()[0]!.maximize()
  })
  await expect
    .poll(() => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isMaximized()))
    .toBe(true)
  await click('tray', 'Quit').catch(() => undefined) // it may be gone before it answers
  expect(await desktop.ended).toBe(0)
  await desktop.close()
  desktop = await launchSimulated({ dataDir: folder.path, args: ['--hidden'], hidden: true })
  await expect.poll(() => labels('tray').catch(() => [])).toContain('Open Mayfly')
  expect(desktop.pages()).toEqual([])
  await desktop.evaluate(({ app }) => {
    app.emit('open-url', { preventDefault() {} }, 'mayfly://mailbox/ada@mayfly.test')
  })
  await expect.poll(() => desktop.pages().length).toBe(1)
  await desktop.page.waitForURL(/#\/mailbox\/ada@mayfly\.test/)
  const seen = await desktop.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!
    return { ...window.getNormalBounds(), maximized: window.isMaximized() }
  })
  expect(seen).toEqual({ x: 40, y: 60, width: 1000, height: 650, maximized: true })
})
