import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { setTrap, type Trap } from '#test/support/trap-server.ts'
import { useWebApp } from './use-web-app.ts'

let pictures: Trap
const app = useWebApp(async () => {
  pictures = await setTrap()
  return [`--host-resolver-rules=MAP *.test 127.0.0.1:${pictures.port}`]
})
afterAll(() => pictures.close())

const call = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${app.url}/api/v1${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  return response.json()
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
  'base64',
)
const pdf = '%PDF-1.4\ntrailer<<>>\n%%EOF\n'
const event = [
  ...['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Release review'],
  ...['DTSTART:20261123T100000Z', 'DTEND:20261123T110000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=10'],
  ...['ATTENDEE;CN=Ada;PARTSTAT=ACCEPTED:mailto:ada@mayfly.test', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n')
const html =
  '<style>@media (prefers-color-scheme: dark) { body { background: #102030 } }</style><h1>Hello</h1>' +
  '<img src="http://pictures.test/logo.png" alt="logo"><img src="http://pictures.test/pixel.gif" width="1" height="1">'

let id: string
let page: WatchedPage
beforeAll(async () => {
  id = storedId(
    await sendMail(app.smtpPort, {
      subject: 'Of every kind',
      to: 'ada@mayfly.test',
      text: 'The words of the text',
      html,
      headers: { 'List-Unsubscribe': '<https://shop.test/off>', 'X-Word': 'Grüße' },
      attachments: [
        { filename: 'logo.png', content: png },
        { filename: 'orders.csv', content: 'id;name\n1;"Ada; L."\n' },
        { filename: 'invite.ics', content: event, contentType: 'text/calendar' },
        { filename: 'page.html', content: '<b>bold</b>' },
        { filename: 'old.txt', content: Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]) },
        { filename: 'page.pdf', content: pdf },
        { filename: 'data.bin', content: 'x' },
      ],
    }),
  )
})
const open = async (options = {}) => {
  page = await openPage(app.browser, `${app.url}/#/mail/${id}`, {
    acceptDownloads: true,
    timezoneId: 'Europe/Berlin',
    ...options,
  })
  await page.getByRole('heading', { level: 1 }).waitFor()
}
afterEach(() => page.context().close())

const panel = (name: string) => page.getByRole('tabpanel', { name, exact: true })
const frame = (of: Page = page) => of.frameLocator('[data-testid=preview-frame]')
const backgroundOf = (selector: string) =>
  frame()
    .locator(selector)
    .evaluate(element => getComputedStyle(element).backgroundColor)

describe('views of a message', () => {
  test('each by its key, and by its address', async () => {
    await open()
    await page.keyboard.press('2')
    await panel('Text').getByText('The words of the text').waitFor()
    expect(page.url()).toMatch(/tab=text/)

    await page.keyboard.press('3')
    await panel('Source').getByText('<h1').waitFor()
    await page.getByLabel('Find in the text').fill('logo')
    await page.getByText('1 of 2').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('2 of 2').waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('tab', { name: 'Headers' }).click()
    await page.getByLabel('Filter headers').fill('x-word')
    await panel('Headers').getByText('Grüße').waitFor()
    await page.getByLabel('How headers are shown').getByLabel('As written').click()
    await panel('Headers').getByText('=?UTF-8?').waitFor()

    await page.getByRole('tab', { name: 'Raw' }).click()
    await panel('Raw').getByText('MIME-Version: 1.0').waitFor()

    await page.getByRole('tab', { name: 'Session' }).click()
    await panel('Session').getByText('RCPT TO:<ada@mayfly.test>').waitFor()
    await page.reload()
    await panel('Session').getByText('RCPT TO:<ada@mayfly.test>').waitFor()
  })

  test('parts: what they are, what is in them, their bytes', async () => {
    await open()
    await page.getByRole('tab', { name: 'Parts' }).click()
    await page.getByRole('button', { name: /^0\s*multipart\/mixed/ }).waitFor()
    await page.getByRole('button', { name: /text\/plain.*utf-8/ }).click()
    await page
      .getByRole('group', { name: 'Content of part 1.1' })
      .getByText('The words of the text')
      .waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download part 2', exact: true }).click()
    expect(readFileSync(await (await download).path()).equals(png)).toBe(true)
  })

  test('a message that came by the API had no session', async () => {
    const { id: injected } = (await call('POST', '/mailboxes/bob@mayfly.test/messages', {
      from: 'a@shop.test',
      subject: 'In',
      text: 'x',
    })) as { id: string }
    await open()
    await page.goto(`${app.url}/#/mail/${injected}?tab=session`)
    await page.getByText('There was no SMTP session').waitFor()
  })
})

test('files are looked at in place, one after the other', async () => {
  await open()
  await page.getByRole('button', { name: /^Look at logo\.png/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img', { name: 'logo.png' }).waitFor()
  await dialog.getByText('10 × 10').waitFor()
  await page.keyboard.press('ArrowRight')
  await dialog.getByRole('cell', { name: 'Ada; L.' }).waitFor()
  await dialog.getByRole('button', { name: 'Next file' }).click()
  await dialog.getByText('Release review').waitFor()
  await dialog.getByText('11:00', { exact: false }).first().waitFor() // 10:00 UTC, in Berlin
  await dialog.getByText('every 2 weeks, on Monday, 10 times').waitFor()
  await dialog.getByText('Ada <ada@mayfly.test> (accepted)').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Next file' }).click()
  await dialog.getByText('<b>bold</b>').waitFor()
  await dialog.getByRole('button', { name: 'Next file' }).click()
  await dialog.getByText('Привет').waitFor()
  await page.keyboard.press('ArrowRight')
  await dialog.getByRole('button', { name: 'Show', exact: true }).click()
  // The browser's viewer keeps the keys for as long as the pointer is in it.
  const viewer = dialog.locator('iframe')
  await expect.poll(() => page.frames().some(one => one.url().includes('inline=1'))).toBe(true)
  const hasKeys = () => viewer.evaluate(element => element === document.activeElement)
  // A process apart hears of a click late and may take the keys again, and the browser of who has them only after the page.
  const clickLeaveAndClose = async () => {
    if ((await dialog.count()) === 0) return
    await viewer.click({ timeout: 3_000 })
    await expect.poll(hasKeys, { timeout: 3_000 }).toBe(true)
    await dialog.getByRole('heading').hover()
    await expect.poll(hasKeys, { timeout: 3_000 }).toBe(false)
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached', timeout: 3_000 })
  }
  await expect.poll(clickLeaveAndClose, { timeout: 40_000 }).toBeUndefined()
  // What cannot be shown can be saved, and all at once.
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save all' }).click()
  expect((await saved).suggestedFilename()).toBe('Of every kind.zip')
  expect(await page.getByRole('button', { name: /data\.bin/ }).count()).toBe(0)
  expect(await page.getByRole('link', { name: /^Download data\.bin/ }).count()).toBe(1)
  expect(page.faults.filter(fault => !fault.includes('pictures.test'))).toEqual([])
})

test('the preview in other widths, larger, and in the dark by its own rules or inverted', async () => {
  await open()
  await page.getByLabel('Width of the preview').getByLabel('Phone').click()
  const width = async () => (await page.getByTestId('preview-frame').boundingBox())!.width
  await expect.poll(width).toBeLessThanOrEqual(375)
  await page.getByRole('button', { name: 'Larger' }).click()
  await page.getByRole('button', { name: '110%, back to 100%' }).click()
  expect(await backgroundOf('body')).toBe('rgba(0, 0, 0, 0)')
  await page.getByRole('button', { name: 'Show it in the dark, by its own rules' }).click()
  await expect.poll(() => backgroundOf('body')).toBe('rgb(16, 32, 48)')
  const plain = storedId(await sendMail(app.smtpPort, { subject: 'Plain', html: '<p>plain</p>' }))
  await page.goto(`${app.url}/#/mail/${plain}`)
  await page.getByText('In the dark, inverted').waitFor()
  await expect
    .poll(() =>
      frame()
        .locator('html')
        .evaluate(element => getComputedStyle(element).filter),
    )
    .toContain('invert')
})

test('remote content: blocked and counted, loaded once, or always for a mailbox until that is taken back', async () => {
  await open()
  await page.getByText('2 remote images and styles blocked.').waitFor()
  await page.getByText('1 of them is a tracking pixel.').waitFor()
  expect(pictures.hits).toEqual([])
  await page.getByRole('button', { name: 'Always for this mailbox' }).click()
  await expect.poll(() => pictures.hits.toSorted()).toEqual(['/logo.png', '/pixel.gif'])
  pictures.reset()
  const next = storedId(await sendMail(app.smtpPort, { subject: 'Next', to: 'ada@mayfly.test', html }))
  await page.goto(`${app.url}/#/mailbox/ada@mayfly.test/${next}`)
  await expect.poll(() => pictures.hits.length).toBeGreaterThan(0)
  await page.getByRole('button', { name: /Block it again/ }).click()
  await page.getByText('2 remote images and styles blocked.').waitFor()
  expect(await call('GET', '/mailboxes/ada@mayfly.test')).toMatchObject({ remoteContent: false })
})

test('tags, the way to unsubscribe, and a release to a real mailbox', async () => {
  await open()
  await page.getByRole('link', { name: 'Unsubscribe' }).waitFor()
  await page.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.keyboard.type('checkout')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remove the tag checkout' }).waitFor()
  await expect.poll(() => call('GET', `/messages/${id}`)).toMatchObject({ tags: ['checkout'] })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove the tag checkout' }).click()
  await expect.poll(() => call('GET', `/messages/${id}`)).toMatchObject({ tags: [] })

  const release = async () => {
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: /^Release/ }).click()
  }
  await release()
  await page.getByText('There is no server to release messages through yet').waitFor()
  await page.getByRole('button', { name: 'Set one up' }).click()
  await page.waitForURL(/#\/settings\/relay/)
  await page.goBack()
  // A server that takes mail is at hand.
  await call('PATCH', '/settings', {
    relay: {
      host: '127.0.0.1',
      port: app.smtpPort,
      security: 'none',
      user: null,
      sender: null,
      allowedRecipients: '*@real.test',
    },
  })
  await release()
  await page.getByLabel('To', { exact: true }).fill('dana@other.test')
  await page.getByRole('button', { name: 'Release', exact: true }).click()
  await page.getByRole('alert').getByText('may not be released to dana@other.test').waitFor()
  await page.getByLabel('To', { exact: true }).fill('dana@real.test')
  await page.getByRole('button', { name: 'Release', exact: true }).click()
  await page.getByText('Released to dana@real.test').waitFor()
  expect(await call('GET', '/messages?mailbox=dana@real.test')).toMatchObject({
    items: [{ subject: 'Of every kind' }],
  })
})

test.each(['light', 'dark'] as const)('nobody is shut out, %s and on a phone', async colorScheme => {
  await open({ colorScheme })
  await expectAccessible(page)
  for (const name of ['Source', 'Headers', 'Parts', 'Session']) {
    await page.getByRole('tab', { name }).click()
    await panel(name).waitFor()
    await expectAccessible(page)
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
})
