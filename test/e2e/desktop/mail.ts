import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { temporaryFolder } from '#test/support/start-app.ts'
import { zipOfFiles } from '#test/support/transfer.ts'
import { desktop, expectNoFaults, smtpPort } from './the-app.ts'

/** What people do with mail, in the window of the desktop app. */
export function describeMail(): void {
  beforeAll(async () => {
    // Not every desktop says what it shows. From here on: what does not change is not said again.
    await desktop.evaluate(({ app }) => {
      app.setBadgeCount = count => Reflect.set(globalThis, 'badge', count)
    })
    return expectNoFaults()
  })
  beforeEach(async () => {
    await callFrom(desktop.page, 'deleteMessages', { pinned: true })
    await expect.poll(() => rows().count()).toBe(0)
  })

  const rows = () => desktop.page.getByTestId('message-row')
  const preview = () => desktop.page.frameLocator('[data-testid=preview-frame]')

  test('mail arrives without a reload, opens with its preview, and its attachment is saved', async () => {
    await sendMail(smtpPort, {
      subject: 'Confirm your account',
      html: '<h1>Welcome</h1><p>Good to have <b>you</b> here.</p>',
      text: 'Welcome',
      attachments: [{ filename: 'Überblick.txt', content: 'Keep it secret.' }],
    })
    await rows().getByText('Confirm your account').click()
    await preview().getByText('Good to have you here').waitFor()
    const frame = desktop.page.frames().find(one => one.url().includes('/html'))
    expect(frame?.url()).toMatch(new RegExp(`^${desktop.uiOrigin}/api/v1/messages/[^/]+/html$`))

    const saved = await desktop.download(() => desktop.page.getByTestId('attachment').click())
    expect(saved.filename).toBe('Überblick.txt')
    expect(saved.content.toString()).toBe('Keep it secret.')
  })

  test('files that are chosen in the window reach the store, and a backup takes its place', async () => {
    const eml = (subject: string) =>
      Buffer.from(`From: sam@shop.test\r\nTo: dana@here.test\r\nSubject: ${subject}\r\n\r\nHi.\r\n`)
    // Larger than what crosses at once.
    const mbox = Buffer.concat([
      Buffer.from('From x Sat Nov  1 05:00:00 2025\n'),
      eml('Two'),
      Buffer.alloc(3e5, 'y'),
    ])
    await desktop.page.goto(`${desktop.uiOrigin}/#/settings/backup`)
    await desktop.page.getByRole('button', { name: 'Import…' }).click()
    const [chooser] = await Promise.all([
      desktop.page.waitForEvent('filechooser'),
      desktop.page.getByRole('button', { name: 'Choose files' }).click(),
    ])
    await chooser.setFiles([
      { name: 'one.eml', mimeType: 'message/rfc822', buffer: eml('One') },
      { name: 'two.mbox', mimeType: '', buffer: mbox },
      {
        name: 'more.zip',
        mimeType: 'application/zip',
        buffer: await zipOfFiles({ 'three.eml': eml('Three') }),
      },
    ])
    await desktop.page.getByRole('button', { name: 'Import', exact: true }).click()
    await desktop.page.getByText('3 messages imported.').waitFor()
    await desktop.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    const subjects = async () =>
      (await callFrom(desktop.page, 'listMessages', { mailbox: 'dana@here.test' })).items.map(
        one => one.subject,
      )
    expect((await subjects()).toSorted()).toEqual(['One', 'Three', 'Two'])

    await desktop.page.getByRole('button', { name: 'Back up now' }).click()
    const link = desktop.page.getByRole('link', { name: /^Download the backup/ })
    const { content } = await desktop.download(() => link.click())
    await callFrom(desktop.page, 'deleteMessages', { pinned: true })
    const folder = temporaryFolder()
    onTestFinished(folder.remove)
    const file = join(folder.path, 'mine.db')
    writeFileSync(file, content)
    await desktop.page.locator('input[type=file][aria-label^=Choose]').setInputFiles(file)
    // The page begins anew, on the other store.
    const begun = desktop.page.waitForEvent('load')
    await desktop.page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await begun
    expect(await subjects()).toHaveLength(3)
    await desktop.page.getByText('kept before a restore').waitFor()
    await desktop.page.getByRole('link', { name: 'All mail' }).click()
  })

  test('a large attachment is saved whole', async () => {
    const content = Buffer.alloc(9 * 1024 * 1024, 'Mayfly ')
    await sendMail(smtpPort, { subject: 'Large', text: 'x', attachments: [{ filename: 'a.bin', content }] })
    await rows().getByText('Large').click()
    const saved = await desktop.download(() => desktop.page.getByTestId('attachment').click())
    expect(saved.content.equals(content)).toBe(true)
  })

  test('a page that was loaded anew is told of mail again', async () => {
    await sendMail(smtpPort, { subject: 'Before', text: 'x' })
    await rows().getByText('Before').waitFor()
    await desktop.page.reload()
    await rows().getByText('Before').waitFor()
    await sendMail(smtpPort, { subject: 'After', text: 'x' })
    await rows().getByText('After').waitFor()
  })

  test('a page that follows late hears of what came since the last one did', async () => {
    await sendMail(smtpPort, { subject: 'First', text: 'x' })
    await rows().getByText('First').waitFor()
    // A page of ours that is not the app: it follows only when told to.
    const app = `${desktop.uiOrigin}/`
    await desktop.page.route('**/assets/*.js', route =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    )
    await desktop.page.goto(app)
    await sendMail(smtpPort, { subject: 'Second', text: 'x' })
    const event = await desktop.page.evaluate(
      () =>
        new Promise<{ type: string }>(resolve => {
          const bridge = Reflect.get(window, 'mayfly')
          bridge.on('event', resolve)
          bridge.follow()
        }),
    )
    expect(event).toMatchObject({ type: 'message.received', ids: [expect.any(String)] })
    await desktop.page.unroute('**/assets/*.js')
    await desktop.page.goto(app)
    await rows().getByText('Second').waitFor()
  })

  test('the number of unread mails is shown outside of the window', async () => {
    await sendMail(smtpPort, { subject: 'Unread', text: 'x' })
    const badge = () => desktop.evaluate(() => Reflect.get(globalThis, 'badge') as number)
    await expect.poll(badge).toBe(1)
    await callFrom(desktop.page, 'deleteMessages', { pinned: true })
    await expect.poll(badge).toBe(0)
  })

  test('what becomes of an update is told in the settings, and what is new is a page', async () => {
    const { page } = desktop
    await page.goto(`${desktop.uiOrigin}/#/settings/about`)
    await page.getByText('Started from the sources').waitFor()
    const tell = (phase: string) =>
      desktop.evaluate(({ BrowserWindow }, phase) => {
        const state = {
          ...{ manual: null, channel: 'stable', automatic: false, phase, version: '9.0.0', percent: 40 },
          problem: phase === 'failed' ? { reason: 'unreachable', message: 'x' } : null,
        }
        BrowserWindow.getAllWindows()[0]!.webContents.send('mayfly:updates', state)
      }, phase)
    await tell('downloading')
    await page.getByRole('status').getByText('Downloading 9.0.0: 40 %').waitFor({ state: 'attached' })
    await tell('failed')
    await page.getByRole('status').getByText('Nobody could be reached').waitFor({ state: 'attached' })
    await tell('ready')
    await page.getByRole('button', { name: 'Restart and update' }).waitFor()
    expect(await page.getByRole('switch', { name: 'Check every day' }).getAttribute('aria-checked')).toBe(
      'false',
    )
    await page.getByRole('link', { name: 'Read', exact: true }).click()
    await page.getByRole('heading', { name: '0.1.0' }).waitFor()
    await page.goto(`${desktop.uiOrigin}/`)
  })
}
