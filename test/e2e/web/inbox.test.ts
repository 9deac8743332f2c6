import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let page: WatchedPage
beforeEach(async () => {
  await fetch(`${app.url}/api/v1/messages?pinned=1`, { method: 'DELETE' })
  page = await openPage(app.browser, app.url)
})
afterEach(async () => {
  const { faults } = page
  await page.context().close()
  expect(faults).toEqual([])
})

const rows = () => page.getByTestId('message-row')
const preview = () => page.frameLocator('[data-testid=preview-frame]')
/** What was begun before it was asked has changed the address by then. */
const addressOnceSettled = () =>
  page.evaluate(() => fetch('/api/v1/info').then(() => decodeURIComponent(location.href)))

test('mail arrives without a reload; its code is read, its attachment saved, the mail deleted', async () => {
  await page.getByText('No mail yet').waitFor()
  await sendMail(app.smtpPort, {
    from: '"Northwind Accounts" <no-reply@accounts.northwind.test>',
    to: 'signup@mayfly.test',
    subject: 'Your sign-in code is 482 913',
    text: 'Enter 482 913 to finish signing in.',
    html: '<h1>Sign in</h1><p>Enter <b>482 913</b> to finish signing in.</p><a href="https://accounts.northwind.test/confirm?t=1">Confirm sign-in</a>',
    attachments: [{ filename: 'notes.txt', content: 'Keep it secret.' }],
  })
  await rows().first().waitFor()
  expect(await rows().first().innerText()).toContain('Northwind Accounts')
  await expect.poll(() => page.title()).toMatch(/1/)

  await rows().first().click()
  await preview().getByText('to finish signing in').waitFor()
  expect(await page.getByTestId('code-button').first().innerText()).toContain('482913')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByTestId('code-button').first().click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('482913')

  const download = page.waitForEvent('download')
  await page.getByTestId('attachment').first().click()
  expect(readFileSync(await (await download).path(), 'utf8')).toBe('Keep it secret.')

  await page.getByRole('button', { name: 'Delete', exact: false }).first().click()
  await page.getByText('All mail deleted').waitFor()
  await page.getByLabel('Messages').getByRole('button', { name: 'Undo' }).click()
  await rows().first().waitFor()
  expect(await page.getByTestId('notice').count()).toBe(0)
  await rows().first().click()
  await page.getByRole('button', { name: 'Delete', exact: false }).first().click()
  await page.getByText('All mail deleted').waitFor()
  // With the offer to undo it goes the mail.
  await page.getByTestId('notice').getByRole('button', { name: 'Close' }).click()
  await page.getByText('No mail yet').waitFor()
  await expect
    .poll(async () => (await (await fetch(`${app.url}/api/v1/messages`)).json()) as object)
    .toMatchObject({ total: 0 })
})

test('what the list waits for is asked as early as the start page tells the browser, each of it once', async () => {
  const told = (await fetch(app.url)).headers.get('link') ?? ''
  const early = [...told.matchAll(/<([^>]+)>/g)].map(([, path]) => path)
  expect(early.length).toBeGreaterThan(0)
  await sendMail(app.smtpPort, { subject: 'Early', text: 'x' })
  await rows().first().waitFor()
  const fresh = await openPage(app.browser, app.url)
  await fresh.getByTestId('message-row').first().waitFor()
  const asked = await fresh.evaluate(() => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    // Once its events have begun the page asks for the list anew: nobody waits for that.
    const { responseEnd } = resources.find(({ name }) => name.includes('/messages'))!
    const waitedFor = resources.filter(({ startTime }) => startTime < responseEnd)
    return waitedFor
      .map(({ name }) => new URL(name))
      .map(({ pathname, search }) => pathname + search)
      .filter(path => path.includes('/api/'))
  })
  for (const path of early) expect(asked.filter(one => one === path)).toHaveLength(1)
  const other = /\/(session|messages)(\?(?!.*after=)|$)/
  expect(asked.filter(path => other.test(path) && !early.includes(path))).toEqual([])
  expect(fresh.faults).toEqual([])
  await fresh.context().close()
})

test('a search narrows the list, its fault is shown in place, the address carries it', async () => {
  await sendMail(app.smtpPort, { subject: 'Invoice for November', text: 'x' })
  await sendMail(app.smtpPort, { subject: 'Your password', text: 'y' })
  await expect.poll(() => rows().count()).toBe(2)
  await page.keyboard.press('/')
  await page.keyboard.type('subject:invoice')
  // Typed slowly, its beginning is searched as well.
  await page.waitForURL(url => decodeURIComponent(url.href).includes('subject:invoice'))
  await expect.poll(() => rows().count()).toBe(1)
  await page.keyboard.press('Enter')
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'Invoice for November' }).waitFor()
  await page.keyboard.press('/')
  // An operator is no search before its word is there, however long one waits for it, unless Enter says so.
  await page.clock.install()
  await page.keyboard.insertText('from:')
  await page.clock.fastForward('01:00')
  expect(await addressOnceSettled()).toContain('subject:invoice')
  expect(await rows().count()).toBe(1)
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await addressOnceSettled()).toContain('from:')
  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('subject:"open')
  await page.getByText('never closed').first().waitFor()
  expect(decodeURIComponent(page.url())).toContain('subject:"open')
  // The browser reports the answer that the fault came with; that is all it may report.
  expect(page.faults.splice(0).every(fault => fault.includes('status of 400'))).toBe(true)
})

test('a lost server is shown by a dot and caught up with when it is back', async () => {
  await sendMail(app.smtpPort, { subject: 'before', text: 'x' })
  await expect.poll(() => rows().count()).toBe(1)
  await page.context().setOffline(true)
  await page.keyboard.press('x')
  await page.keyboard.press('Delete')
  await expect.poll(() => rows().count()).toBe(0)
  const refused = page.waitForEvent('requestfailed', request => request.url().includes('/messages?'))
  await page.keyboard.press('z')
  await refused
  await expect.poll(() => rows().count()).toBe(1)
  expect(await page.getByRole('alert').count()).toBe(0)
  await sendMail(app.smtpPort, { subject: 'meanwhile', text: 'x' })
  await page.context().setOffline(false)
  await expect.poll(() => rows().count()).toBe(2)
  page.faults.splice(0)
})

test('everything works by keyboard', async () => {
  for (const subject of ['first', 'second', 'third'])
    await sendMail(app.smtpPort, { subject, text: `text of ${subject}` })
  await expect.poll(() => rows().count()).toBe(3)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'third' }).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'second' }).waitFor()
  await page.keyboard.press('p')
  await expect
    .poll(
      async () =>
        ((await (await fetch(`${app.url}/api/v1/messages?q=is:pinned`)).json()) as { total: number }).total,
    )
    .toBe(1)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('k')
  await page.keyboard.press('Delete')
  await expect.poll(() => rows().count()).toBe(2)
})
