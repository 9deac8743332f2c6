import type { Locator, Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let page: WatchedPage
beforeAll(async () => {
  for (const subject of ['first', 'second', 'third'])
    await sendMail(app.smtpPort, { to: 'signup@mayfly.test', subject, html: `<p>text of ${subject}</p>` })
})
afterEach(async () => {
  const { faults } = page
  await page.context().close()
  expect(faults).toEqual([])
})

const rows = () => page.getByTestId('message-row')
const dialog = () => page.getByRole('dialog')
/** What was begun before it was asked has changed the address by then. */
const addressOnceSettled = () =>
  page.evaluate(() => fetch('/api/v1/info').then(() => decodeURIComponent(location.href)))

async function open(options: Parameters<typeof openPage>[2] = {}): Promise<void> {
  page = await openPage(app.browser, app.url, options)
  await expect.poll(() => rows().count()).toBe(3)
}

/** Opens the palette, types, and takes what is marked. */
async function command(text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: /go to|перейти/ }).fill(text)
  await page.keyboard.press('Enter')
  await dialog().waitFor({ state: 'hidden' })
}

test('the palette goes to pages and mailboxes, searches, and remembers', async () => {
  await open()
  await command('emu serv')
  await page.getByRole('heading', { name: 'Emulated services', level: 1 }).waitFor()
  await command('signup@')
  await page.getByRole('heading', { name: 'signup@mayfly.test' }).waitFor()
  await command('subject:second')
  await expect.poll(() => rows().count()).toBe(1)
  expect(page.url()).toContain('subject:second')

  await page.keyboard.press('ControlOrMeta+k')
  const options = page.getByRole('option')
  await expect.poll(() => options.first().innerText()).toContain('signup@mayfly.test')
  expect(await options.nth(1).innerText()).toContain('Emulated services')
  await expectAccessible(page)
  // The pointer takes nothing from the keyboard.
  await page.keyboard.press('ArrowDown')
  await options.nth(3).hover()
  await page.mouse.move(5, 5)
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Emulated services', level: 1 }).waitFor()
})

test('keys do as they are declared, and the sheet of them finds a command', async () => {
  await open()
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await page.getByRole('heading', { name: 'Emulated services', level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await rows().first().waitFor()

  await page.keyboard.press('?')
  await page.getByRole('searchbox', { name: 'Find a command or a key' }).fill('unpin')
  expect(await dialog().locator('dt').allInnerTexts()).toEqual(['Pin or unpin'])
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })

  // A mail that was clicked into keeps the keys until the pointer leaves it.
  await rows().first().click()
  await page.frameLocator('[data-testid=preview-frame]').getByText('text of third').click()
  await rows().nth(1).hover()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'second', level: 1 }).waitFor()
})

test('a mailbox is archived from its menu, and brought back by a key', async () => {
  await open()
  const mailbox = page.getByRole('link', { name: /signup@mayfly.test/ })
  await mailbox.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  const undo = page.getByRole('button', { name: 'Undo' })
  // Where the pointer is, the offer stays for as long as it takes.
  await undo.hover()
  await expectAccessible(page)
  await page.getByRole('button', { name: /Archived/ }).waitFor()
  await page.keyboard.press('z')
  await undo.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: /Archived/ }).waitFor({ state: 'hidden' })
  await mailbox.waitFor()
})

test('theme, density and language are chosen by a few letters, and kept', async () => {
  await open({ colorScheme: 'light' })
  const fetched: string[] = []
  page.on('request', request => fetched.push(request.url()))
  const link = page.getByRole('link', { name: /All mail|Вся почта/ })
  const comfortable = await heightOf(link)
  await command('compact')
  await expect.poll(() => heightOf(link)).toBeLessThan(comfortable)

  await expectAccessible(page)
  await command('theme dark')
  await expect.poll(() => backgroundOf(page)).toBe('rgb(23, 23, 22)')
  await expectAccessible(page)

  expect(fetched.filter(url => /\/ru-/.test(url))).toEqual([])
  await command('русский')
  await page.getByRole('link', { name: 'Вся почта' }).waitFor()
  expect(fetched.filter(url => /\/ru-/.test(url))).toHaveLength(1)
  await page.reload()
  await page.getByRole('link', { name: 'Вся почта' }).waitFor()
  expect(await heightOf(link)).toBeLessThan(comfortable)
  expect(await backgroundOf(page)).toBe('rgb(23, 23, 22)')
  // English names of commands are understood in every language.
  await command('language english')
  await page.getByRole('link', { name: 'All mail' }).waitFor()
})

test('who speaks Russian is spoken to in Russian', async () => {
  await open({ locale: 'ru-RU' })
  await rows().first().click()
  await page.getByRole('tab', { name: 'Заголовки' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('ru')
  await expectAccessible(page)
})

async function heightOf(element: Locator): Promise<number> {
  return (await element.boundingBox())?.height ?? 0
}

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor)
}

test('pages and their parts that cannot be fetched say so, and can be tried again', async () => {
  await open()
  await page.route(/(KeysPage|ReceivingSettings)-.*\.js/, route => route.abort())
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await page.getByText('The page could not be fetched').waitFor()
  expect(await page.title()).toMatch(/^(\(\d\) )?Mayfly$/)
  await page.goto(`${app.url}/#/settings/receiving`)
  await page.getByText('This part could not be fetched').waitFor()
  await expectAccessible(page)
  await page.unroute(/(KeysPage|ReceivingSettings)-.*\.js/)
  await page.getByRole('main').getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Ports' }).waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('No keys yet').waitFor()
  expect(page.faults.splice(0).filter(text => !/Failed to (load|fetch)/.test(text))).toEqual([])

  // Whoever comes to a page is at its beginning, and the title says where.
  expect(await page.title()).toMatch(/^(\(\d\) )?Keys · Mayfly$/)
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Keys')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('New key')
})

test('a menu that was dismissed before its file came stays closed; one that is still wanted opens then', async () => {
  page = await openPage(app.browser, 'about:blank')
  let held = 0
  let letThrough: () => void = () => {}
  const isLet = new Promise<void>(done => (letThrough = done))
  await page.route(/MenuPanel-.*\.js/, async route => {
    held++
    await isLet
    await route.continue()
  })
  await page.goto(app.url)
  await rows().nth(2).click()
  await page.getByRole('heading', { name: 'first', level: 1 }).waitFor()

  const list = page.getByRole('listbox', { name: 'Messages' })
  const button = page.getByRole('button', { name: 'Appearance' })
  async function isUnseen(opener: Locator): Promise<void> {
    await expect.poll(() => opener.getAttribute('data-state')).toBe('open')
    expect(await page.getByRole('menu').count()).toBe(0)
  }
  const isClosed = (opener: Locator) => expect.poll(() => opener.getAttribute('data-state')).toBe('closed')

  await rows().first().click({ button: 'right' })
  await isUnseen(list)
  const address = await addressOnceSettled()
  expect(address).toMatch(/#\/mail\/.+/)
  await page.keyboard.press('Escape')
  await isClosed(list)
  // It was the menu's alone.
  expect(await addressOnceSettled()).toBe(address)
  await rows().first().click({ button: 'right' })
  await page.keyboard.press('Shift')
  await isUnseen(list)
  await page.keyboard.press('k')
  await isClosed(list)
  await page.getByRole('heading', { name: 'second', level: 1 }).waitFor()

  const frame = page.frameLocator('[data-testid=preview-frame]')
  for (const dismiss of [
    () => page.keyboard.press('Escape'),
    () => frame.getByText('text of second').click(),
    () => rows().nth(2).click(),
    () => button.click(),
    () => page.keyboard.press('Tab'),
    () => page.keyboard.press('/'),
  ]) {
    await button.press('Enter')
    await isUnseen(button)
    await dismiss()
    await isClosed(button)
  }
  await page.keyboard.type('third')
  await expect.poll(() => page.url()).toContain('third')

  await button.press('Enter')
  await isUnseen(button)
  expect(held).toBeGreaterThan(0)
  letThrough()
  await page.getByRole('menuitem', { name: 'Density' }).waitFor()
  expect(await page.getByRole('menu').count()).toBe(1)
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
})
