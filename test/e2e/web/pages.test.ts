import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '#test/support/axe.ts'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { openSmtp } from '#test/support/smtp-session.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let page: WatchedPage
beforeAll(async () => {
  page = await openPage(app.browser, app.url)
})
afterAll(() => expect(page.faults).toEqual([]))

const go = (path: string) => page.goto(`${app.url}/#${path}`)
const api = async (path: string) => (await (await fetch(`${app.url}/api/v1${path}`)).json()) as never
const settings = () => api('/settings')

/** What is on the page is looked at in both themes. */
async function accessibleInBothThemes(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
}

test('an empty inbox says how to connect an app, and a test mail goes the way of every mail', async () => {
  const guide = page.getByRole('main', { name: 'Message' })
  await guide.getByText(String(app.smtpPort), { exact: true }).waitFor()
  await guide.getByRole('tab', { name: 'Symfony' }).click()
  await guide.getByText(`MAILER_DSN="smtp://localhost:${app.smtpPort}?verify_peer=0"`).waitFor()
  await accessibleInBothThemes()
  await guide.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByTestId('message-row').filter({ hasText: 'your test code is' }).waitFor()

  await page.keyboard.press('g')
  await page.keyboard.press('c')
  const steps = page.getByRole('region', { name: 'First steps' })
  const isDone = (text: string) =>
    steps.getByRole('listitem').filter({ hasText: text }).getByText('done').waitFor()
  await isDone('A test mail arrived')
  await sendMail(app.smtpPort, { subject: 'Hello', text: 'x' })
  await isDone('A mail of your own app arrived')
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByText('It arrived at hello@mayfly.test.').waitFor()
  await accessibleInBothThemes()
  await page.getByRole('button', { name: 'Hide the first steps' }).click()
  await steps.waitFor({ state: 'detached' })
})

test('a test mail that is refused says which step failed and what helps', async () => {
  const change = (body: object) =>
    fetch(`${app.url}/api/v1/settings`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await change({ 'smtp.auth': 'listed', 'smtp.users': [{ user: 'app', password: 'secret words' }] })
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByRole('alert').getByText('A login is needed, or was wrong').waitFor()
  await accessibleInBothThemes()
  await page.getByLabel('User name').fill('app')
  await page.getByLabel('Password').fill('secret words')
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByRole('link', { name: 'Open it' }).click()
  await page.getByRole('heading', { name: /^It works: your test code is/ }).waitFor()
  await change({ 'smtp.auth': 'any', 'smtp.users': [] })
  for (const { id } of ((await api('/messages')) as { items: { id: string }[] }).items)
    await fetch(`${app.url}/api/v1/messages/${id}`, { method: 'DELETE' })
})

test('settings are saved as they are changed, can be undone, and say what is wrong in place', async () => {
  await go('/settings/recipients')
  await page.getByLabel('without a mailbox').selectOption({ label: 'Is refused' })
  await page.getByText('Saved').waitFor()
  expect(await settings()).toMatchObject({ unknownRecipients: 'reject' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('As it was before').waitFor()
  expect(await settings()).toMatchObject({ unknownRecipients: 'capture' })

  const domain = page.getByLabel('Domain of new mailboxes')
  await domain.fill('not a domain')
  await domain.press('Enter')
  await page.getByRole('alert').getByText('must be a domain name').waitFor()
  await domain.fill('shop.test')
  await domain.press('Enter')
  await expect.poll(settings).toMatchObject({ defaultDomain: 'shop.test' })
  await accessibleInBothThemes()
})

test('every section of the settings can be found, read and reached by its address', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const [section, heading] of [
    ['relay', 'Relay'],
    ['retention', 'Retention'],
    ['appearance', 'Appearance'],
    ['notifications', 'Notifications'],
    ['security', 'Signed-in browsers'],
    ['about', 'About'],
  ] as const) {
    await go(`/settings/${section}`)
    await page.getByRole('heading', { name: heading }).waitFor()
    await expectAccessible(page)
  }
  await go('/settings/receiving')
  await page.getByText('Fingerprint, SHA-256').waitFor()
  await accessibleInBothThemes()
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('certificate')
  const found = page.getByRole('navigation', { name: 'Sections' }).getByRole('link')
  await expect.poll(() => found.allInnerTexts()).toEqual(['Server'])
  await found.click()
  await page.getByText(`localhost:${app.smtpPort}`).waitFor()
})

test('a report is read before it is saved', async () => {
  await go('/settings/about')
  await page.getByRole('button', { name: 'Show the report' }).click()
  await page.getByText('state.json', { exact: true }).click()
  await page.getByRole('group', { name: 'state.json' }).getByText(`"smtpPort": ${app.smtpPort}`).waitFor()
  await accessibleInBothThemes()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save as zip' }).click()
  expect((await saved).suggestedFilename()).toBe('mayfly-report.zip')
})

test('less mail is kept only after one has seen how much goes', async () => {
  for (const subject of ['one', 'two', 'three']) await sendMail(app.smtpPort, { subject, text: 'x' })
  await go('/settings/retention')
  const kept = page.getByLabel('Messages kept')
  await kept.fill('1')
  await kept.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 messages that are not pinned are deleted now.').waitFor()
  expect(await settings()).toMatchObject({ 'retention.maxMessages': 10_000 })
  await dialog.getByRole('button', { name: 'Delete and keep less' }).click()
  await expect.poll(() => api('/messages')).toMatchObject({ total: 1 })
})

test('sessions show as they go on, with why something was refused and what helps', async () => {
  await go('/activity')
  const session = await openSmtp(app.smtpPort)
  await session.say('EHLO build.ci.test')
  const row = page.getByRole('row').filter({ hasText: 'build.ci.test' })
  await row.getByText('Running').first().waitFor()
  await session.say(`AUTH PLAIN ${Buffer.from('\0robot\0secret').toString('base64')}`)
  await session.say('NONSENSE')
  await row.getByText('The client said what the protocol does not allow').waitFor()
  await accessibleInBothThemes()

  await page.getByRole('button', { name: 'Pause' }).click()
  await sendMail(app.smtpPort, { to: 'late@mayfly.test', subject: 'late', text: 'x' })
  await page.getByRole('button', { name: /Go on\s*1 new/ }).waitFor()
  expect(await page.getByRole('row').filter({ hasText: 'late@mayfly.test' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Go on' }).click()
  // The whole row opens it.
  await page.getByRole('cell', { name: 'late@mayfly.test' }).click({ position: { x: 5, y: 5 }, force: true })
  const dialog = page.getByRole('dialog')
  await dialog.getByText('RCPT TO:<late@mayfly.test>').waitFor()
  await accessibleInBothThemes()
  await dialog.getByRole('link', { name: 'Open the mail' }).click()
  await page.getByRole('heading', { name: 'late' }).waitFor()

  await go('/activity?q=build.ci')
  await row.getByRole('link').click()
  await dialog.getByText('AUTH PLAIN <hidden>').waitFor()
  await dialog.getByText('A mail library does this right by itself.').waitFor()
  await session.quit()
  await dialog.getByText('QUIT', { exact: true }).waitFor()
})

test('new mail is told of outside of the window, with its code, except of mailboxes that are muted', async () => {
  const other = await openPage(app.browser, app.url)
  // What the system would show is noted instead; the window is one that nobody looks at.
  await other.addInitScript(() => {
    const told: string[] = []
    function note(title: string, { body }: { body: string }): void {
      told.push(`${title}: ${body}`)
    }
    Object.assign(window, { Notification: Object.assign(note, { permission: 'granted' }), told })
    document.hasFocus = () => false
  })
  const told = () => other.evaluate(() => (window as unknown as { told: string[] }).told)
  const send = (to: string, subject: string) =>
    sendMail(app.smtpPort, { from: '"Shop" <shop@example.test>', to, subject, text: 'x' })

  await send('quiet@mayfly.test', 'before')
  await other.goto(`${app.url}/#/settings/notifications`)
  await other.reload()
  await other.getByRole('switch', { name: 'Tell of new mail' }).click()
  const quiet = other.getByRole('switch', { name: 'quiet@mayfly.test' })
  await quiet.click()
  await expect.poll(() => quiet.getAttribute('aria-checked')).toBe('false')
  // What came before its events began would be no news.
  await expect.poll(() => other.getByTestId('connection-dot').getAttribute('data-state')).toBe('live')
  await send('quiet@mayfly.test', 'not told')
  await send('loud@mayfly.test', 'Your code is 482913')
  await expect.poll(told).toEqual(['Shop: Your code is 482913\nCode 482913\nloud@mayfly.test'])
  await other.context().close()
})

test('usage is drawn, told as a table, narrowed in the address, and each call can be looked at', async () => {
  const made = await fetch(`${app.url}/api/v1/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Nightly run', service: 'mayfly', mailboxDomains: ['*'] }),
  })
  const { key, id } = (await made.json()) as { key: string; id: string }
  for (const path of ['info', 'messages/none', 'messages/none'])
    await fetch(`${app.url}/api/v1/${path}`, { headers: { 'x-api-key': key } })

  await go('/usage')
  // The window's own calls are left out.
  const ofKeys = page.getByRole('figure', { name: 'Calls', exact: true }).getByRole('img', { name: /^3 in/ })
  await ofKeys.waitFor()
  await page.getByLabel('Key', { exact: true }).selectOption({ label: 'Everyone' })
  await ofKeys.waitFor({ state: 'detached' })
  await page.getByLabel('Key', { exact: true }).selectOption({ label: 'Nightly run' })
  await page.waitForURL(url => url.href.includes(`key=${id}`))
  const calls = page.getByRole('figure', { name: 'Calls', exact: true })
  await calls.getByRole('img', { name: /^3 in total, most on / }).waitFor()
  await page
    .getByRole('figure', { name: 'Calls that failed' })
    .getByRole('img', { name: /^2 in total/ })
    .waitFor()
  await accessibleInBothThemes()
  await calls.getByRole('button', { name: 'Calls as a table' }).click()
  await calls.getByRole('columnheader', { name: 'Nightly run' }).waitFor()
  expect(await calls.getByRole('row').count()).toBe(1 + 7)
  await calls.getByRole('row').nth(1).getByText('3', { exact: true }).waitFor()

  await page
    .getByRole('radio', { name: 'Audit log' })
    .or(page.getByRole('button', { name: 'Audit log' }))
    .click()
  await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Refused' })
  await page.getByText('2 calls').waitFor()
  await page.getByRole('searchbox', { name: 'Part of the route' }).fill('info')
  await page.getByText('No call like that').waitFor()
  await page.getByRole('searchbox', { name: 'Part of the route' }).fill('messages')
  await page.getByText('2 calls').waitFor()
  await accessibleInBothThemes()
  await page.getByRole('row').nth(1).getByRole('button').click()
  await page.getByRole('dialog', { name: 'GET /api/v1/messages/:id' }).getByText('404').waitFor()
  await page.keyboard.press('Escape')
})

test('the owner sets a password, and changes it with the present one only', async () => {
  await go('/settings/security')
  const set = async (password: string, button: string) => {
    await page.getByLabel('New password').fill(password)
    await page.getByRole('button', { name: button }).click()
  }
  const refused = async (password: string, button: string) => {
    await set(password, button)
    await page.getByRole('alert').first().waitFor()
    page.faults.length = 0 // the browser itself tells of the refusal
  }
  await refused('short', 'Set password')
  await set('correct horse battery', 'Set password')
  await page.getByText('Password set').waitFor()
  await page.getByLabel('Present password').fill('wrong')
  await refused('another horse battery', 'Change password')
  await page.getByLabel('Present password').fill('correct horse battery')
  await set('another horse battery', 'Change password')
  await page.getByText('Password changed').waitFor()
})
