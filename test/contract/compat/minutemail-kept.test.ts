import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey } from '#test/support/compat.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { withStore } from '#test/support/store-file.ts'
import { minuteMail, mailForm } from './minutemail-client.ts'

/** What was added to a mail lies in the store: it is there after a restart, and goes with the mail. */
let dataDir: string
let clock: ReturnType<typeof createHandClock>
beforeEach(() => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  dataDir = folder.path
  clock = createHandClock()
})

const start = () => startApp({ dataDir, now: clock.now })
const file = { filename: 'a.bin', data: Buffer.from([0, 255, 128]).toString('base64') }

async function furnish(app: TestApp, expiresIn: string) {
  const { key, accountId } = await makeServiceKey(app, 'minutemail', 'team')
  const call = minuteMail(app, key)
  const made = async (path: string, body: unknown) =>
    ((await call('POST', path, { body })).body as { id: string }).id
  const mailbox = await made('/mailboxes', { expiresIn: 60 })
  const response = await fetch(`${app.url}/compat/minutemail/v1/mailboxes/${mailbox}/mails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: mailForm({ sender: 'a@shop.test', expiresIn }, [{ filename: 'own.txt', content: 'x' }]),
  })
  const mail = ((await response.json()) as { id: string }).id
  const path = `/mailboxes/${mailbox}/mails/${mail}`
  const added = await made(`${path}/attachments`, file)
  expect((await call('DELETE', `${path}/attachments/1`)).status).toBe(204)
  return { key, accountId, mailbox, mail, path, added }
}

const rows = () =>
  withStore(dataDir, db =>
    ['message_extras', 'added_attachments'].map(
      table => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n,
    ),
  )

test('attachments and ends are there after a restart, byte for byte', async () => {
  const first = await start()
  const { key, path, added } = await furnish(first, '30')
  await first.stop()
  const again = await start()
  onTestFinished(() => again.stop())
  const call = minuteMail(again, key)
  expect((await call('GET', path)).body).toMatchObject({
    attachments: [{ id: added, name: 'a.bin', sizeBytes: 3 }],
    expiresAt: '2026-11-21T05:30:00Z',
  })
  expect((await call('GET', `${path}/attachments/${added}`)).body).toMatchObject({ data: file.data })
})

test('what ended while nothing ran is gone', async () => {
  const first = await start()
  const { mail } = await furnish(first, '1')
  await first.stop()
  clock.passMinutes(1)
  const again = await start()
  await expect(injectClient(again).call('getMessage', { id: mail })).rejects.toThrow(/no message/)
  await again.stop()
  expect(rows()).toEqual([0, 0])
})

test.each(['the mail', 'the mailbox', 'the account'])('they go with %s', async what => {
  const app = await start()
  const { accountId, mailbox, mail } = await furnish(app, '30')
  expect(rows()).toEqual([1, 1])
  const api = injectClient(app)
  if (what === 'the mail') await api.call('deleteMessage', { id: mail })
  if (what === 'the mailbox') await api.call('deleteMailbox', { idOrAddress: mailbox })
  if (what === 'the account') await api.call('deleteAccount', { id: accountId })
  await app.stop()
  expect(rows()).toEqual([0, 0])
})
