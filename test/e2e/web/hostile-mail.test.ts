import type { SendMailOptions } from 'nodemailer'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hostileWays, run } from '#test/support/hostile-ways.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { setTrap, type Trap } from '#test/support/trap-server.ts'
import { useWebApp } from './use-web-app.ts'

let trap: Trap
// Every name leads into the trap, so that nothing is missed and nothing leaves the machine.
const app = useWebApp(async () => {
  trap = await setTrap()
  return [`--host-resolver-rules=MAP *.test 127.0.0.1:${trap.port}`]
})
afterAll(() => trap.close())

let context: BrowserContext
let page: Page
/** What came from elsewhere, and what a script had to say. */
let strangers: string[]
beforeEach(async () => {
  strangers = []
  trap.reset()
  context = await app.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  await context.addInitScript(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    // The page's own messages have no text "owned".
    window.addEventListener('message', ({ data }) => data === 'owned' && heard.push(data))
  })
  page = await context.newPage()
  page.on('response', response => {
    if (!/^(data|blob):/.test(response.url()) && !response.url().startsWith(app.url))
      strangers.push(response.url())
  })
  page.on('dialog', dialog => {
    strangers.push(dialog.message())
    void dialog.dismiss()
  })
})
afterEach(() => context.close())

/** Long enough for what a page starts by itself. */
const moment = 350
const frame = () => page.frameLocator('[data-testid=preview-frame]')
const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)

async function openMail(mail: SendMailOptions): Promise<string> {
  const id = storedId(await sendMail(app.smtpPort, { subject: 'hostile', text: 'plain', ...mail }))
  await page.goto(`${app.url}/#/mail/${id}`)
  await page.getByRole('tab', { name: 'Preview' }).waitFor()
  return id
}

/** Until it is there with all that it asked for, however long that takes. */
async function showHtml(html: string): Promise<void> {
  const id = await openMail({ html: `<html><body>${html}</body></html>` })
  const shown = () => page.frames().find(one => one.url().endsWith(`/${id}/html`))
  await expect.poll(shown).toBeDefined()
  await shown()!.waitForLoadState()
}

/** Nothing ran, nothing left, nothing got out of the frame. */
async function expectHarmless(): Promise<void> {
  expect(await heard()).toEqual([])
  expect(strangers).toEqual([])
  expect(page.url().startsWith(`${app.url}/#/mail/`)).toBe(true)
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  // What is drawn over everything is drawn over the frame alone.
  await page.getByRole('tab', { name: 'Text' }).click()
}

test('elsewhere, what the files hold runs and loads', async () => {
  for (const [name, runs, loads] of [
    ['scripts', 10, 3],
    ['loading', 1, 15],
    ['styles', 0, 10],
    ['drawings', 5, 5],
  ] as const) {
    trap.reset()
    trap.serve(
      `<!doctype html><body>${hostileWays(name)
        .filter(way => !/refresh|<base/i.test(way))
        .join('\n')}`,
    )
    await page.goto('http://elsewhere.test/page')
    await expect.poll(async () => (await heard()).length, { message: name }).toBeGreaterThanOrEqual(runs)
    await expect.poll(() => new Set(trap.hits).size, { message: name }).toBeGreaterThan(loads)
  }
})

describe('a mail that is only read does nothing', () => {
  test.each(['scripts', 'loading', 'styles', 'drawings', 'addresses'])('%s', async name => {
    await showHtml(hostileWays(name).join('\n'))
    await page.waitForTimeout(moment)
    await frame()
      .locator('body')
      .hover({ force: true, position: { x: 20, y: 20 } })
    // It must not even open a connection.
    expect(trap.connections()).toBe(0)
    expect(context.pages()).toEqual([page])
    await expectHarmless()
  })

  test('what would swallow its neighbours, each by itself, light and dark', async () => {
    for (const way of hostileWays('apart')) {
      await showHtml(way)
      await page.waitForTimeout(60)
      expect([trap.connections(), await heard()], way).toEqual([0, []])
    }
    await page.getByRole('button', { name: /in the dark/ }).click()
    await page.waitForTimeout(moment)
    expect(trap.connections()).toBe(0)
    await expectHarmless()
  })
})

test('a click leads where a link leads, and does nothing else', async () => {
  await showHtml(hostileWays('addresses').join('\n'))
  const targets = frame().locator('.go')
  expect(await targets.count()).toBeGreaterThan(25)
  for (let index = 0; index < (await targets.count()); index++)
    // What a click in the sandbox starts may be refused at once: nothing to wait for.
    await targets
      .nth(index)
      .dispatchEvent('click', {}, { timeout: 1_000 })
      .catch(() => {})
  await frame()
    .getByText('a', { exact: true })
    .first()
    .click({ noWaitAfter: true, force: true, timeout: 1_000 })
    .catch(() => {})
  await page.waitForTimeout(moment)
  expect(trap.hits.filter(path => path !== '/opened' && path !== '/favicon.ico')).toEqual([])
  for (const popup of context.pages().filter(other => other !== page)) {
    expect(popup.url()).toMatch(/^(about:blank|http:\/\/open\.test\/opened)?$/)
    await popup.close()
  }
  await page.bringToFront()
  await expectHarmless()
})

describe('what is not the page of the mail is text', () => {
  const words = `"><img src=x onerror=${run}><script>${run}</script><svg/onload=${run}>{{constructor.constructor(\`${run}\`)()}}`

  test('subject, sender, names of files, headers, source, search', async () => {
    await openMail({
      from: { name: words, address: 'evil@shop.test' },
      subject: words,
      text: `findme ${words}`,
      html: `<p>findme</p>${words}`,
      headers: { 'X-Evil': words, 'List-Unsubscribe': `<javascript:${run}>` },
      attachments: [{ filename: words, content: words, contentType: 'text/html' }],
    })
    for (const name of ['Text', 'Source', 'Headers', 'Raw', 'Parts', 'Session', 'Preview']) {
      await page.getByRole('tab', { name, exact: true }).click()
      await page.getByRole('tabpanel', { name, exact: true }).waitFor()
    }
    await page.goto(`${app.url}/#/mail?q=findme`)
    await page.getByTestId('message-row').first().click()
    await page.waitForTimeout(moment)
    expect(trap.connections()).toBe(0)
    await expectHarmless()
  })

  test('files that are looked at', async () => {
    const page1 = [...hostileWays('scripts'), ...hostileWays('drawings'), ...hostileWays('loading')].join(
      '\n',
    )
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${run}"><script>${run}</script><image href="http://trap.test/i.png"/></svg>`
    const event = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:${words}\r\nDESCRIPTION:${words}\r\nURL:javascript:${run}\r\nATTACH:http://trap.test/attach\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
    await openMail({
      attachments: [
        { filename: 'a.html', content: page1, contentType: 'text/html' },
        { filename: 'b.svg', content: svg, contentType: 'image/svg+xml' },
        { filename: 'c.png', content: svg, contentType: 'image/png' },
        {
          filename: 'd.xml',
          content: `<?xml version="1.0"?><?xml-stylesheet href="http://trap.test/x.xsl"?>${svg}`,
          contentType: 'text/xml',
        },
        {
          filename: 'e.csv',
          content: `a,b\n${words.replaceAll(',', '')},=HYPERLINK("http://trap.test/")`,
          contentType: 'text/csv',
        },
        { filename: 'f.ics', content: event, contentType: 'text/calendar' },
        { filename: 'g.pdf', content: page1, contentType: 'application/pdf' },
        { filename: 'h.js', content: run, contentType: 'text/javascript' },
        { filename: 'i.mp3', content: page1, contentType: 'audio/mpeg' },
      ],
    })
    await page.getByRole('button', { name: /^Look at a\.html/ }).click()
    for (const name of 'abcdefghi') {
      await page
        .getByRole('dialog')
        .getByRole('heading', { name: `${name}.` })
        .waitFor()
      await page.waitForTimeout(120)
      await page.getByRole('button', { name: 'Next file' }).click()
    }
    expect(trap.connections()).toBe(0)
    await page.keyboard.press('Escape')
    await expectHarmless()
  })

  test('the page that is printed', async () => {
    await showHtml(
      [...hostileWays('scripts'), ...hostileWays('loading'), ...hostileWays('drawings')].join('\n'),
    )
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Print' }).click()
    await page
      .locator('iframe[srcdoc]')
      .waitFor({ state: 'attached' })
      .catch(() => {}) // it is gone when it was printed
    await page.waitForTimeout(moment)
    expect(trap.connections()).toBe(0)
    await expectHarmless()
  })
})

test('remote content is loaded when the reader asks for it, and only then', async () => {
  await showHtml('<p>hello</p><img src="http://pictures.test/logo.png">')
  expect(trap.connections()).toBe(0)
  await page.getByRole('button', { name: 'Load once' }).click()
  await expect.poll(() => trap.hits).toEqual(['/logo.png'])
})

test('the page of a mail cannot be framed elsewhere or read by another site', async () => {
  const id = storedId(await sendMail(app.smtpPort, { subject: 'x', html: '<p>x</p>' }))
  const { headers } = await fetch(`${app.url}/api/v1/messages/${id}/html`)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('content-security-policy')).toContain('sandbox')
  expect(headers.get('content-security-policy')).not.toContain('allow-scripts')
  expect(headers.get('content-security-policy')).not.toContain('allow-same-origin')
})
