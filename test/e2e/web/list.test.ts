import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { watchFrames } from '../../bench/window/watch-frames.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let page: WatchedPage
beforeEach(async () => {
  await fetch(`${app.url}/api/v1/messages?pinned=1`, { method: 'DELETE' })
})
afterEach(async () => {
  const { faults } = page
  await page.context().close()
  expect(faults).toEqual([])
})

const rows = (of: Page = page) => of.getByTestId('message-row')
const row = (subject: string) => rows().filter({ hasText: subject })
const notice = () => page.getByTestId('notice')
/** The pointer is at the news: what they offer stays for as long as it takes. */
const holdNotices = async () => {
  await notice().evaluateAll(all => all.forEach(one => one.dispatchEvent(new PointerEvent('pointerenter'))))
}
const selected = () => page.locator('[role=option][aria-selected=true]').count()

/** Oldest first; the last one is on top of the list. */
async function fill(subjects: string[], to = 'ada@mayfly.test'): Promise<void> {
  for (const subject of subjects)
    await sendMail(app.smtpPort, {
      from: 'Shop <shop@example.test>',
      to,
      subject,
      text: `text of ${subject}`,
    })
}

async function stored(q = ''): Promise<string[]> {
  const answer = await fetch(`${app.url}/api/v1/messages?limit=200&q=${encodeURIComponent(q)}`)
  const { items } = (await answer.json()) as { items: { subject: string }[] }
  return items.map(({ subject }) => subject)
}

/** Many small ones, without SMTP. */
async function inject(count: number): Promise<void> {
  const mail = (n: number) => ({ from: 'a@shop.test', subject: `number ${n}.`, text: 'x' })
  for (let first = 0; first < count; first += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - first) }, (_, n) =>
        fetch(`${app.url}/api/v1/mailboxes/many@mayfly.test/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(mail(first + n)),
        }),
      ),
    )
}

test('rows are selected by pointer and keys, and changed, tagged and deleted together; Undo brings them back', async () => {
  await fill(['one', 'two', 'three', 'four', 'five', 'six'])
  page = await openPage(app.browser, app.url)
  await expect.poll(() => rows().count()).toBe(6)

  await row('five').click({ modifiers: ['ControlOrMeta'] })
  await row('three').click({ modifiers: ['Shift'] })
  await page.getByText('3 selected').waitFor()
  await page.keyboard.press('Shift+j')
  await page.getByText('4 selected').waitFor()
  await page.keyboard.press('u')
  await expect.poll(() => stored('is:read')).toEqual(['five', 'four', 'three', 'two'])

  await page.getByRole('button', { name: 'Tag…' }).click()
  await page.getByRole('dialog').getByLabel('Tags').fill('checkout')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await stored('tag:checkout')).length).toBe(4)

  await page.keyboard.press('Escape')
  await expect.poll(selected).toBe(0)
  const [first, third] = [await row('six').boundingBox(), await row('four').boundingBox()]
  await page.mouse.move(first!.x + 40, first!.y + 20)
  await page.mouse.down()
  await page.mouse.move(third!.x + 60, third!.y + 30, { steps: 6 })
  await page.mouse.up()
  await expect.poll(selected).toBe(3)
  await page.keyboard.press('Delete')
  await expect.poll(() => rows().count()).toBe(3)
  await expect.poll(() => notice().count()).toBe(1)
  await holdNotices()
  // Neither a new mail nor a reload of the list brings them back.
  await fill(['seven'])
  await expect.poll(() => rows().count()).toBe(4)
  await page.getByRole('button', { name: 'Unread', exact: true }).click()
  await expect.poll(() => rows().count()).toBe(2)
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await expect.poll(() => rows().count()).toBe(4)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => rows().count()).toBe(7)
  expect(await rows().allInnerTexts()).toEqual(
    ['seven', 'six', 'five', 'four', 'three', 'two', 'one'].map(subject => expect.stringContaining(subject)),
  )

  // What is open goes with what is selected: the reading goes on below.
  await row('five').click()
  await page.getByRole('heading', { name: 'five' }).waitFor()
  await page.keyboard.press('Shift+j')
  await page.keyboard.press('Delete')
  await expect.poll(() => notice().count()).toBe(1)
  await holdNotices()
  await page.getByRole('heading', { name: 'three' }).waitFor()
  await expect.poll(() => rows().count()).toBe(5)
  await page.keyboard.press('z')
  await page.keyboard.press('Escape')
  await expect.poll(() => rows().count()).toBe(7)

  // Two deletions in turn, offered on when the page is loaded anew; one is taken back, the other one goes without the page.
  // The page's clock stands still: neither offer runs out before it is back. The server's ten seconds begin with each leaving.
  await page.clock.setFixedTime(Date.now())
  await row('one').click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('#')
  await expect.poll(() => notice().count()).toBe(1)
  await holdNotices()
  await row('two').click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('#')
  await expect.poll(() => rows().count()).toBe(5)
  await holdNotices()
  await page.reload()
  await expect.poll(() => notice().getByRole('button', { name: 'Undo' }).count()).toBe(2)
  await holdNotices()
  await expect.poll(() => rows().count()).toBe(5)
  // The same when the browser has kept the page that was left.
  const anew = page.waitForEvent('load')
  await page.evaluate(() => {
    for (const type of ['pagehide', 'pageshow'])
      window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }))
  })
  await anew
  await expect.poll(() => notice().getByRole('button', { name: 'Undo' }).count()).toBe(2)
  await holdNotices()
  await expect.poll(() => rows().count()).toBe(5)
  await page.keyboard.press('z')
  await expect.poll(() => rows().count()).toBe(6)
  expect(await stored()).toHaveLength(7)
  await page.goto('about:blank')
  await expect.poll(() => stored()).toHaveLength(6)
  expect(await stored()).not.toContain('one')
})

test('a right click offers what can be done to a row; a search is kept and found again', async () => {
  await fill(['Invoice for May', 'Welcome', 'Invoice for June'])
  page = await openPage(app.browser, app.url)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await row('Welcome').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Pin' }).click()
  await expect.poll(() => stored('is:pinned')).toEqual(['Welcome'])
  await row('Welcome').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(clipboard).toContain('#/')
  const link = await clipboard()
  await row('Welcome').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Find mail from this sender' }).click()
  await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('from:shop@example.test')

  await page.getByRole('combobox').fill('subject:invoice')
  await expect.poll(() => rows().count()).toBe(2)
  await page.getByRole('button', { name: 'Save this search' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Invoices')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Pinned' }).click()
  await expect.poll(() => rows().count()).toBe(1)
  await page.getByRole('link', { name: 'Invoices' }).click()
  await expect.poll(() => rows().count()).toBe(2)
  await page.getByRole('combobox').fill('')
  await page.getByRole('option', { name: /Invoices/ }).waitFor()

  await page.goto(link)
  await page.getByRole('heading', { name: 'Welcome' }).waitFor()
  await page.getByRole('link', { name: 'Invoices' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete the search' }).click()
  await page.getByRole('link', { name: 'Invoices' }).waitFor({ state: 'detached' })
})

test('any place of a long list is a jump away; what is read stays in place while mail comes and goes', async () => {
  page = await openPage(app.browser, app.url)
  // A burst while the page is open. Times are told, not judged: the machine is shared.
  const watched = await watchFrames(page, async () => {
    await inject(600)
    await expect.poll(() => rows().first().getAttribute('aria-setsize')).toBe('600')
  })
  console.info('600 mails while the page is open:', watched)
  // When its events have begun the page asks for the list anew: that is no scrolling.
  let lists = 0
  page.on('response', answer => void (lists += answer.url().includes('/api/v1/messages?') ? 1 : 0))
  await page.reload()
  await rows().first().waitFor()
  await expect.poll(() => lists).toBeGreaterThanOrEqual(2)
  const calls: string[] = []
  page.on('request', request => calls.push(request.url()))
  const list = page.getByRole('listbox', { name: 'Messages' })

  await list.evaluate(one => one.scrollTo({ top: one.scrollHeight }))
  await page.locator('[aria-posinset="600"]').waitFor()
  // Not page after page: where the cursors are, and the page.
  expect(calls.filter(url => url.includes('cursor='))).toHaveLength(2)

  await list.evaluate(one => one.scrollTo({ top: 350 * 76 }))
  const seen = page.locator('[aria-posinset="354"]')
  await seen.waitFor()
  const read = (await seen.innerText()).split('\n').find(line => line.startsWith('number'))!
  const before = await row(read).boundingBox()
  await page.getByRole('link', { name: 'Usage' }).click()
  await page.getByRole('heading', { name: 'Usage' }).waitFor()
  await page.goBack()
  await row(read).waitFor()
  expect(await row(read).boundingBox()).toEqual(before)

  await fill(['while reading', 'and more'])
  await page.getByRole('button', { name: 'Show 2 new messages' }).waitFor()
  await fetch(`${app.url}/api/v1/messages?q=${encodeURIComponent('subject:"number 599"')}`, {
    method: 'DELETE',
  })
  await expect.poll(() => rows().first().getAttribute('aria-setsize')).toBe('599')
  await row(read).waitFor()
  expect(await row(read).boundingBox()).toEqual(before)

  await page.getByRole('button', { name: 'Show 2 new messages' }).click()
  await row('and more').waitFor()
  expect(await rows().first().getAttribute('aria-setsize')).toBe('601')

  // All of it, but what came later.
  await row('and more').click({ modifiers: ['ControlOrMeta'] })
  const whole = page.getByRole('button', { name: 'Select all 601' })
  const next = page.getByRole('toolbar').getByRole('button', { name: 'Mark as read' })
  const [offered, beside] = [(await whole.boundingBox())!, (await next.boundingBox())!]
  expect(offered.x + offered.width).toBeLessThanOrEqual(beside.x)
  await whole.click()
  await page.getByRole('toolbar', { name: '601 selected' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByText('All mail deleted').waitFor()
  await holdNotices()
  expect(await page.getByRole('link', { name: 'All mail' }).innerText()).toBe('All mail')
  await fill(['came later'])
  await expect.poll(() => rows().count()).toBe(1)
  await notice().getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => stored()).toEqual(['came later'])
  await expect.poll(() => rows().allInnerTexts()).toEqual([expect.stringContaining('came later')])
})

test('on a phone a long press selects, and then each tap', async () => {
  await fill(['one', 'two', 'three'])
  page = await openPage(app.browser, app.url, { viewport: { width: 390, height: 844 }, hasTouch: true })
  const box = (await row('two').boundingBox())!
  const touch = await page.context().newCDPSession(page)
  const finger = [{ x: box.x + 120, y: box.y + 30 }]
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: finger })
  await page.getByText('1 selected').waitFor()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await row('three').tap()
  await page.getByText('2 selected').waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => rows().count()).toBe(1)
  await notice().getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => rows().count()).toBe(3)
})
